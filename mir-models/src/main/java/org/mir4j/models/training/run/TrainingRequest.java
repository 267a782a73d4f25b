package org.mir4j.models.training.run;

import java.nio.file.Path;
import java.util.Optional;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.run.RunDirectory;
import org.mir4j.models.training.recipe.Recipe;

/**
 * What is to be trained on what, and where.
 *
 * @param recipe how the model is made
 * @param dataset that the recipe names
 * @param root where the dataset lies
 * @param directory of the run
 * @param cache where features and teachers' scores are kept
 * @param place where networks run
 * @param existing what to do with a training that is there
 */
public record TrainingRequest(
        Recipe recipe,
        TaggingDataset dataset,
        Path root,
        Path directory,
        Path cache,
        PyTorch.Place place,
        RunDirectory.Existing existing) {

    /** The model to start from, by its name. */
    Optional<String> init() {
        return Optional.ofNullable(recipe.init());
    }

    boolean resumes() {
        return existing == RunDirectory.Existing.RESUME;
    }
}
