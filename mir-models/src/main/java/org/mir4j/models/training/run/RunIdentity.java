package org.mir4j.models.training.run;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.models.run.Fingerprint;
import org.mir4j.models.run.RunSettings;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.training.batch.Example;
import org.mir4j.models.training.data.TrainingSplits;
import org.mir4j.models.training.recipe.Recipe;

/** All that a training's outcome depends on: it may only be gone on with under the same. */
final class RunIdentity {

    /** What is said of a model and changes nothing about it. */
    private static final Set<String> WORDS = Set.of("summary", "notes", "licence");

    private RunIdentity() {}

    static RunSettings of(
            Recipe recipe, TrainingSplits splits, Optional<InstalledModel> init, List<InstalledModel> teachers) {
        Map<String, String> values = new LinkedHashMap<>();
        JsonObject tree = SettingsTree.tree(recipe).getAsJsonObject();
        tree.asMap().forEach((key, value) -> {
            if (!WORDS.contains(key)) {
                values.put("recipe." + key, value.toString());
            }
        });
        values.put("tracks to train on", tracks(splits.train()));
        values.put("tracks to validate on", tracks(splits.validation()));
        init.ifPresent(model -> values.put("weights of init", model.card().weightsSha256()));
        teachers.forEach(model -> values.put(
                "weights of teacher " + model.card().name(), model.card().weightsSha256()));
        return RunSettings.of("training", values);
    }

    /** What is learned from and validated on: a track that cannot be read is none of it. */
    static String recordings(List<Example> train, List<Example> validation) {
        return train.size() + " and " + validation.size() + ", "
                + Fingerprint.of(Stream.concat(train.stream(), validation.stream())
                        .flatMap(example -> Stream.of(example.id(), example.content())));
    }

    private static String tracks(List<TaggedTrack> tracks) {
        return tracks.size() + ", " + Fingerprint.of(List.of(), tracks);
    }
}
