package org.mir4j.models.training.run;

import java.nio.file.Path;
import java.util.Optional;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.models.engine.PyTorch;
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
 * @param resume whether to go on with the run that is there
 */
public record TrainingRequest(
        Recipe recipe,
        TaggingDataset dataset,
        Path root,
        Path directory,
        Path cache,
        PyTorch.Place place,
        boolean resume) {

    /** Where to find weights to start from: nothing else of the store matters to a training. */
    Optional<String> init() {
        return Optional.ofNullable(recipe.init());
    }
}
