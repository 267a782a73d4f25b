// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.mir4j.core.error.MirException;
import org.mir4j.models.ExistingRun;
import org.mir4j.models.store.ModelDirectory;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.tagging.WavFile;
import org.mir4j.models.training.recipe.RecipeFile;
import org.mir4j.models.training.recipe.Recipes;
import org.mir4j.models.training.tagging.TaggingRecipe;
import org.mir4j.models.training.tagging.TaggingTraining;

/** Runs small trainings, and remembers what they say. */
final class Lab implements TrainingListener {

    private static final String RECIPE =
            """
            name: tones
            data: {dataset: tones, train: [train], validation: [validation], crops: 2}
            window: 0.5
            """
                    + Recipes.frontEnd(40, 0.05)
                    + """
            network:
              encoder: {type: fcn, channels: [4, 8], pooling: [[4, 4], [4, 4]]}
              pooling: {type: attention, hidden: 4}
              classifier: {hidden: 0, norm: false, dropout: 0.1}
            augmentation: {gain: 6, mixUp: 0.2, timeMasks: {count: 1, widest: 0.2}}
            batch: 4
            """;

    final Path root;
    final List<Double> losses = new ArrayList<>();
    final List<TrainingListener.EpochReport> epochs = new ArrayList<>();
    final List<String> complaints = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();
    private final List<String> replaced = new ArrayList<>();
    private BooleanSupplier stopped = () -> false;
    private Runnable afterStep = () -> {};

    Lab(Path root) {
        this.root = root;
    }

    /** A recipe with more lines at its end. */
    static String recipe(String... lines) {
        return RECIPE + String.join("\n", lines) + "\n";
    }

    /** The usual rest of a recipe. */
    static String usual() {
        return recipe(
                "loss: {type: cross-entropy}",
                "optimiser: {type: adam, rate: 0.01, decay: 0.001, clip: 1}",
                "schedule: {type: cosine, warmUp: 0.1}",
                "epochs: 3",
                "seed: 7");
    }

    /** Has the training stopped after so many steps. */
    Lab stoppedAfter(int steps) {
        stopped = () -> losses.size() >= steps;
        return this;
    }

    /** Has the training stopped in the midst of the validation that follows so many steps. */
    Lab stoppedInValidationAfter(int steps) {
        AtomicInteger asked = new AtomicInteger();
        stopped = () -> losses.size() == steps && asked.incrementAndGet() == 2;
        return this;
    }

    /** Has something done on the thread that trains whenever a step is done. */
    Lab afterEveryStep(Runnable work) {
        afterStep = work;
        return this;
    }

    /** A recording that cannot be read any more. */
    void damage(String file) {
        damaged.add(file);
    }

    /** A recording under whose name another one lies. */
    void replace(String file) {
        replaced.add(file);
    }

    /** Puts the model of a run in the store. */
    void install(String directory) {
        store().importModel(ModelDirectory.open(root.resolve(directory)), "tones");
    }

    private ModelStore store() {
        return new ModelStore(root.resolve("home"), Optional.empty());
    }

    boolean train(String recipe, String directory, boolean resume) {
        return train(recipe, directory, resume ? ExistingRun.RESUME : ExistingRun.KEEP);
    }

    boolean train(String recipe, String directory, ExistingRun existing) {
        losses.clear();
        epochs.clear();
        ToneDataset dataset = new ToneDataset(12).write(root.resolve("data"));
        damaged.forEach(file -> WavFile.write(root.resolve("data").resolve(file), 0)); // a rate of 0 Hz is none
        replaced.forEach(file -> WavFile.write(root.resolve("data").resolve(file), ToneDataset.RATE, new float[9000]));
        TrainingRequest request = new TrainingRequest(
                root.resolve("data"),
                root.resolve(directory),
                root.resolve("cache"),
                Optional.of(Device.cpu()),
                existing);
        TaggingTraining task =
                new TaggingTraining((TaggingRecipe) RecipeFile.parse(recipe, "recipe.yaml"), dataset, request, store());
        return new Trainer<>(task, request).train(this, stopped);
    }

    TrainingFiles files(String directory) {
        return new TrainingFiles(root.resolve(directory));
    }

    @Override
    public void stepped(TrainingListener.StepReport step) {
        losses.add(step.loss());
        afterStep.run();
    }

    @Override
    public void finished(TrainingListener.EpochReport epoch) {
        epochs.add(epoch);
    }

    @Override
    public void leftOut(Path file, MirException reason) {
        complaints.add(reason.getMessage());
    }

    @Override
    public void warned(String message) {
        complaints.add(message);
    }
}
