// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.engine.EngineException;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.mir4j.core.concurrent.ParallelMap;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Remedy;
import org.mir4j.models.ExistingRun;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.file.StaleDrafts;
import org.mir4j.models.run.RunDirectory;
import org.mir4j.models.run.RunLock;
import org.mir4j.models.run.RunSettings;
import org.mir4j.models.settings.SettingsTree;

/**
 * Trains a model, from recordings to weights that can be used: until its recipe says that it is done, it is told to stop,
 * or its loss is not finite any more.
 *
 * @param <B> what a step learns from
 * @param <V> what a validation finds
 */
public final class Trainer<B extends TrainingBatch, V extends Validation> {

    private static final double SAVE_SECONDS = 600;

    /** What is said of a model and changes nothing about it. */
    private static final Set<String> WORDS = Set.of("summary", "notes", "licence");

    private final TrainingTask<B, V> task;
    private final TrainingRequest request;
    private final TrainingFiles files;

    /**
     * @param task what is learned
     * @param request where, and what to do with a training that is there
     */
    public Trainer(TrainingTask<B, V> task, TrainingRequest request) {
        this.task = task;
        this.request = request;
        files = new TrainingFiles(request.directory());
    }

    /**
     * Trains, or resumes a training.
     *
     * @param listener is told of recordings, steps and epochs, and what a person should know
     * @param stopped asked before every step
     * @return whether the training is done; false if it was told to stop, and can be resumed
     * @throws MirException if anything is missing or does not fit, or the loss is not finite
     */
    public boolean train(TrainingListener listener, BooleanSupplier stopped) {
        RunSettings identity = identity();
        RunDirectory directory = new RunDirectory(request.directory());
        RunLock lock = directory.lock();
        try (lock) {
            StaleDrafts.sweep(request.directory());
            ExistingRun existing = existing();
            directory.check(identity, existing);
            TrainingListener serial = new SerialListener(listener);
            Optional<ResumeState> saved = saved(existing, serial);
            try (TrainableNetwork<B> network = started(saved, serial)) {
                String recordings = task.prepare(serial);
                saved.ifPresent(state -> requireSame(state.recordings(), recordings));
                if (saved.isEmpty()) {
                    files.clear(); // now that all is known to be well
                }
                directory.begin(identity, existing);
                ResumeState.Progress progress = saved.map(ResumeState::progress).orElseGet(ResumeState.Progress::start);
                return new Run(network, recordings, progress, listener, stopped).train();
            }
        } catch (EngineException e) {
            throw new ModelException(
                    "The training ended, because PyTorch failed: " + e.getMessage() + advice(e.getMessage()), e);
        }
    }

    /** All that the outcome depends on: the recipe but for its words, and the data. */
    private RunSettings identity() {
        Map<String, String> values = new LinkedHashMap<>();
        JsonObject tree = SettingsTree.identity((Record) task.recipe()).getAsJsonObject();
        tree.asMap().forEach((key, value) -> {
            if (!WORDS.contains(key)) {
                values.put("recipe." + key, value.toString());
            }
        });
        values.putAll(task.identity());
        return RunSettings.of("training", values);
    }

    /** What to do about a failure of PyTorch's, by its words. */
    private static String advice(String message) {
        String words = String.valueOf(message).toLowerCase(Locale.ROOT);
        if (words.contains("more than 1 value per channel")) {
            return " A batch norm takes its statistics over a batch, and found one value: make the batch or the window"
                    + " larger, or leave the norm out.";
        }
        return words.contains("memory") || words.contains("alloc")
                ? " There was not enough memory: make the batch or the window smaller."
                : "";
    }

    /** A training that has nothing to show yet has nothing to lose. */
    private ExistingRun existing() {
        boolean keeps = request.existing() == ExistingRun.KEEP;
        return keeps && files.areNone() ? ExistingRun.REPLACE : request.existing();
    }

    /** What is resumed; empty for a new training, and for one that was stopped before its first checkpoint. */
    private Optional<ResumeState> saved(ExistingRun existing, TrainingListener listener) {
        if (existing != ExistingRun.RESUME) {
            return Optional.empty();
        }
        if (Files.exists(files.last())) {
            return Optional.of(files.load(files.last()));
        }
        if (!files.areNone()) {
            throw new MirException("The training in " + request.directory() + " cannot be resumed: there is no "
                    + files.last().getFileName() + ".");
        }
        listener.warned("There is no training to resume in " + request.directory() + "; a new one begins.");
        return Optional.empty();
    }

    private void requireSame(String begun, String now) {
        if (begun != null && !now.equals(begun)) {
            throw new MirException("The training in " + request.directory() + " was begun with other recordings than"
                            + " can be read now (" + begun + " then, " + now + " now): bring back what has changed, or"
                            + " replace the training.")
                    .with(Remedy.REPLACE);
        }
    }

    /** The network with the weights that are saved, or else with those that a new training starts from. */
    private TrainableNetwork<B> started(Optional<ResumeState> saved, TrainingListener listener) {
        TrainableNetwork<B> network = built(saved.map(ResumeState::weights).orElseGet(task::initialWeights));
        try {
            if (saved.isPresent()) {
                requireWhole(network);
                network.restore(saved.get().optimizerState());
            } else {
                task.started(network.names(), network.random(), listener);
            }
            return network;
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    private TrainableNetwork<B> built(Map<String, Tensor> weights) {
        try {
            return new TrainableNetwork<>(task, weights, PyTorch.device(request.device()));
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    "The network of the recipe " + task.recipe().name() + " cannot be built: " + e.getMessage() + ".",
                    e);
        }
    }

    private void requireWhole(TrainableNetwork<B> network) {
        if (!network.random().isEmpty()) {
            throw new ModelException(files.last() + " lacks " + network.random().size()
                    + " of the network's weights, such as "
                    + network.random().iterator().next() + "; it cannot be resumed.");
        }
    }

    /** One training under way. */
    private final class Run {

        private final TrainableNetwork<B> network;
        private final String recordings;
        private final TrainingListener listener;
        private final BooleanSupplier stopped;
        private final Recipe recipe = task.recipe();
        private final int steps = task.steps();
        private final Stopwatch watch = new Stopwatch();
        private final MetricsTable table;
        private ResumeState.Progress progress;

        Run(
                TrainableNetwork<B> network,
                String recordings,
                ResumeState.Progress progress,
                TrainingListener listener,
                BooleanSupplier stopped) {
            this.network = network;
            this.recordings = recordings;
            this.progress = progress;
            this.listener = listener;
            this.stopped = stopped;
            table = new MetricsTable(files, progress.epoch());
        }

        /** Whether the training is done; false if it was told to stop. */
        boolean train() {
            while (progress.epoch() < recipe.epochs() && !exhausted()) {
                if (!epoch()) {
                    save();
                    return false;
                }
                save(); // a validation takes its time, and may be killed
                double examplesPerSecond = watch.examplesPerSecondOfEpoch();
                Optional<V> validation = network.averaged((pass, manager) -> task.validate(pass, manager, stopped));
                if (validation.isEmpty()) {
                    return false;
                }
                TrainingListener.EpochReport report = finish(validation.get(), examplesPerSecond);
                save();
                listener.finished(report);
            }
            return true;
        }

        private boolean exhausted() {
            int patience = recipe.patience();
            return patience > 0 && progress.bestEpoch() >= 0 && progress.epoch() - 1 - progress.bestEpoch() >= patience;
        }

        /** The rest of an epoch; false if it was told to stop before the end. */
        private boolean epoch() {
            watch.startEpoch();
            int done = progress.batches();
            IntFunction<B> batches = task.batches(progress.epoch());
            try (ParallelMap<Integer, B> ahead =
                    TrainingBatch.ahead(steps - done, number -> batches.apply(done + number))) {
                while (ahead.hasNext()) {
                    if (stopped.getAsBoolean()) {
                        return false;
                    }
                    step(ahead.next());
                    if (watch.sinceSave() > SAVE_SECONDS) {
                        save();
                    }
                }
            }
            return true;
        }

        private void step(B batch) {
            long number = progress.step() + 1;
            double loss = network.step(batch, factor(number), number);
            if (!Double.isFinite(loss)) {
                throw unusable("The loss or its gradient is not finite any more at step " + number + " (epoch "
                        + (progress.epoch() + 1) + ", batch " + (progress.batches() + 1) + ": "
                        + String.join(", ", batch.names()) + ").");
            }
            progress = progress.stepped(loss);
            watch.stepped(batch.size());
            long left = (long) (recipe.epochs() - progress.epoch()) * steps - progress.batches();
            listener.stepped(new TrainingListener.StepReport(
                    progress.epoch() + 1,
                    recipe.epochs(),
                    progress.batches(),
                    steps,
                    progress.lossSum() / progress.batches(),
                    progress.bestMetric(),
                    watch.examplesPerSecond(),
                    left * recipe.batch() / watch.examplesPerSecond()));
        }

        /** What the learning rate of a step is multiplied by. */
        private double factor(long step) {
            double all = (double) recipe.epochs() * steps;
            // in the middle of the step, so that neither the first nor the last is without effect
            return recipe.schedule().factor((step - 0.5) / all);
        }

        private TrainingListener.EpochReport finish(V validation, double examplesPerSecond) {
            boolean best = progress.isImprovedBy(validation);
            TrainingListener.EpochReport report = new TrainingListener.EpochReport(
                    progress.epoch() + 1,
                    progress.step(),
                    recipe.optimiser().rate() * factor(progress.step()),
                    progress.lossSum() / progress.batches(),
                    validation,
                    best,
                    examplesPerSecond,
                    progress.seconds() + watch.sinceSave());
            progress = progress.validated(validation);
            if (best) {
                files.save(files.best(), state());
                files.publish(task.card(validation, report.epoch()), finite(network.averagedWeights()));
                task.report(validation, files);
            }
            table.add(report);
            return report;
        }

        private void save() {
            progress = progress.after(watch.takeSinceSave());
            files.save(files.last(), state());
        }

        private ResumeState state() {
            return new ResumeState(finite(network.weights()), network.optimizerState(), recordings, progress);
        }

        /** Weights that are not finite are not written over what can still be resumed. */
        private Map<String, Tensor> finite(Map<String, Tensor> weights) {
            weights.forEach((name, tensor) -> {
                if (!tensor.isFinite()) {
                    throw unusable("The weights " + name + " are not finite any more after step " + progress.step()
                            + " (epoch " + (progress.epoch() + 1) + ").");
                }
            });
            return weights;
        }

        private ModelException unusable(String what) {
            boolean saved = Files.exists(files.last());
            return new ModelException(what + " "
                    + (saved ? "The last good checkpoint is " + files.last() : "No checkpoint was written")
                    + "; try a lower learning rate, or clip the gradient.");
        }
    }

    /** Lets several threads tell a listener that is told by one at a time. */
    private static final class SerialListener implements TrainingListener {

        private final TrainingListener listener;

        SerialListener(TrainingListener listener) {
            this.listener = listener;
        }

        @Override
        public synchronized void prepared(String work, int done, int all) {
            listener.prepared(work, done, all);
        }

        @Override
        public synchronized void leftOut(Path file, MirException reason) {
            listener.leftOut(file, reason);
        }

        @Override
        public synchronized void warned(String message) {
            listener.warned(message);
        }

        @Override
        public synchronized void stepped(StepReport step) {
            listener.stepped(step);
        }

        @Override
        public synchronized void finished(EpochReport epoch) {
            listener.finished(epoch);
        }
    }
}
