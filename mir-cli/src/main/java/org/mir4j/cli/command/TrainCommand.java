// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.mir4j.audio.home.MirHome;
import org.mir4j.cli.terminal.Console;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.core.error.DatasetException;
import org.mir4j.datasets.Datasets;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.training.Recipe;
import org.mir4j.models.training.Trainer;
import org.mir4j.models.training.TrainingFiles;
import org.mir4j.models.training.TrainingRequest;
import org.mir4j.models.training.TrainingTask;
import org.mir4j.models.training.recipe.RecipeFile;
import org.mir4j.models.training.separation.SeparationRecipe;
import org.mir4j.models.training.separation.SeparationTraining;
import org.mir4j.models.training.tagging.TaggingRecipe;
import org.mir4j.models.training.tagging.TaggingTraining;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir train}. */
@Command(
        name = "train",
        description = "Trains a model by a recipe: the run's directory is the model, from its first epoch on.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MirCommand mir;

    @Parameters(
            paramLabel = "RECIPE",
            description = "YAML: data, network and how it learns; or the name of one that comes with mir"
                    + " ('mir recipes list')")
    private String recipeName;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "change the recipe, such as --set epochs=3 --set optimiser.rate=1e-3")
    private List<String> changes = List.of();

    @Option(
            names = "--root",
            paramLabel = "DIR",
            required = true,
            description = "where the dataset lies that the recipe names")
    private Path root;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            required = true,
            description = "directory of the run: checkpoints, metrics.csv, curves.png, and the model itself")
    private Path out;

    @ArgGroup
    private ExistingRunOptions existing = new ExistingRunOptions();

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "where features, stems and teachers' scores are kept (default: MIR_HOME/cache)")
    private Path cache;

    @Mixin
    private DeviceOptions device;

    @Override
    public Integer call() {
        requireChanges();
        ModelOptions network = device.apply(); // before anything starts the engine
        Recipe recipe = RecipeFile.read(recipeName, changes);
        TrainingRequest request = new TrainingRequest(
                root,
                out,
                cache == null ? MirHome.fromEnvironment().writableCache() : cache,
                network.device(),
                existing.choice());
        TrainingFiles files = new TrainingFiles(out);
        try (TrainingProgress progress = new TrainingProgress(mir.console(), files);
                StopSignal stop = new StopSignal(mir.console(), progress)) {
            boolean done = new Trainer<>(task(recipe, request), request).train(progress, stop);
            spec.commandLine()
                    .getOut()
                    .println(
                            done
                                    ? "Trained: mir " + (recipe instanceof TaggingRecipe ? "tag" : "separate")
                                            + " SONG -m " + out + ", or 'mir models import " + out + "'."
                                    : "Stopped and saved; resume it with --resume.");
            return done && progress.failures() == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
        }
    }

    /** Whether what they say fits the recipe is another question. */
    private void requireChanges() {
        for (String change : changes) {
            if (change.indexOf('=') < 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--set takes KEY=VALUE, such as --set epochs=3 or --set optimiser.rate=1e-3, got '" + change
                                + "'.");
            }
        }
    }

    private TrainingTask<?, ?> task(Recipe recipe, TrainingRequest request) {
        ModelStore store = ModelStore.fromEnvironment();
        if (recipe instanceof SeparationRecipe separation) {
            return new SeparationTraining(separation, Datasets::in, request, store);
        }
        TaggingRecipe tagging = (TaggingRecipe) recipe;
        return new TaggingTraining(tagging, dataset(tagging), request, store);
    }

    /** The dataset by its name, or a manifest below the root. */
    private TaggingDataset dataset(TaggingRecipe recipe) {
        String name = recipe.data().dataset();
        if (Datasets.in(root, name) instanceof TaggingDataset tagging) {
            return tagging;
        }
        throw new DatasetException("The dataset " + name + " of the recipe has stems and no labels; a tagger is trained"
                + " on a labelled one ('mir datasets list').");
    }

    /**
     * Ctrl-C and {@code kill}: the training is told to stop, and the program stays until it has saved. Before the first
     * step there is nothing to save, and the program ends at once.
     */
    public static final class StopSignal implements BooleanSupplier, AutoCloseable {

        private static final long PATIENCE_SECONDS = 60;

        private final CountDownLatch saved = new CountDownLatch(1);
        private final Thread hook;
        private volatile boolean training;
        private volatile boolean stopped;

        /**
         * @param console where the wait is explained
         * @param progress which makes room for that
         */
        StopSignal(Console console, TrainingProgress progress) {
            hook = new Thread(() -> {
                stopped = true;
                if (!training) {
                    return;
                }
                progress.end();
                console.errWriter().println("Stopping after this step, and saving ...");
                try {
                    saved.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Runtime.getRuntime().addShutdownHook(hook);
        }

        @Override
        public boolean getAsBoolean() {
            training = true;
            return stopped;
        }

        /** To be called when all is saved. */
        @Override
        public void close() {
            saved.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                saved.countDown(); // the program ends this very moment, and waits no longer
            }
        }
    }
}
