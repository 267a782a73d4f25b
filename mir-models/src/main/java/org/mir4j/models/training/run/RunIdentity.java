package org.mir4j.models.training.run;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.models.evaluation.run.Fingerprint;
import org.mir4j.models.evaluation.run.RunSettings;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.training.batch.Example;
import org.mir4j.models.training.data.TrainingSplits;
import org.mir4j.models.training.recipe.Recipe;

/** All that a training's outcome depends on: it may only be gone on with under the same. */
final class RunIdentity {

    private RunIdentity() {}

    /** Whether a directory holds a training, as against a run of another kind. */
    static boolean isTraining(Path directory) {
        Path settings = directory.resolve("run.json");
        try {
            return Files.exists(settings) && Files.readString(settings).contains("\"recipe.name\"");
        } catch (IOException e) {
            return false; // whoever opens the run will say why it cannot be read
        }
    }

    static RunSettings of(
            Recipe recipe, TrainingSplits splits, Optional<InstalledModel> init, List<InstalledModel> teachers) {
        Map<String, String> values = new LinkedHashMap<>();
        JsonObject tree = SettingsTree.tree(recipe).getAsJsonObject();
        tree.asMap().forEach((key, value) -> values.put("recipe." + key, value.toString()));
        values.put("tracks to train on", tracks(splits.train()));
        values.put("tracks to validate on", tracks(splits.validation()));
        init.ifPresent(model -> values.put("weights of init", model.card().weightsSha256()));
        teachers.forEach(model -> values.put(
                "weights of teacher " + model.card().name(), model.card().weightsSha256()));
        return new RunSettings(values);
    }

    /** What is learned from and validated on: a track that cannot be read is none of it. */
    static String recordings(List<Example> train, List<Example> validation) {
        return train.size() + " and " + validation.size() + ", "
                + Fingerprint.of(
                        Stream.concat(train.stream(), validation.stream()).map(Example::id));
    }

    private static String tracks(List<TaggedTrack> tracks) {
        return tracks.size() + ", " + Fingerprint.of(List.of(), tracks);
    }
}
