// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.Tensor;

/** Trains a network until its recipe says that it is done, it is told to stop, or its loss is no number any more. */
final class TrainingRun {

    private static final double SAVE_SECONDS = 600;

    private final Recipe recipe;
    private final Course course;
    private final TrainingFiles files;
    private final TrainingListener listener;
    private final BooleanSupplier stopped;
    private final Stopwatch watch = new Stopwatch();
    private final MetricsTable table;
    private TrainingState state;

    TrainingRun(
            Recipe recipe,
            Course course,
            TrainingFiles files,
            TrainingState state,
            TrainingListener listener,
            BooleanSupplier stopped) {
        this.recipe = recipe;
        this.course = course;
        this.files = files;
        this.state = state;
        this.listener = listener;
        this.stopped = stopped;
        table = new MetricsTable(files, state.epoch());
    }

    /**
     * Trains.
     *
     * @return whether the training is done; false if it was told to stop
     */
    boolean train() {
        while (state.epoch() < recipe.epochs() && !exhausted()) {
            if (!epoch()) {
                save();
                return false;
            }
            save(); // a validation takes its time, and may be killed
            double examplesPerSecond = watch.examplesPerSecondOfEpoch();
            Optional<Validation> validation = course.validate(stopped);
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
        return patience > 0 && state.bestEpoch() >= 0 && state.epoch() - 1 - state.bestEpoch() >= patience;
    }

    /** The rest of an epoch; false if it was told to stop before the end. */
    private boolean epoch() {
        watch.startEpoch();
        try (Course.Feed feed = course.epoch(state.epoch(), state.batches())) {
            while (feed.hasNext()) {
                if (stopped.getAsBoolean()) {
                    return false;
                }
                step(feed.next());
                if (watch.sinceSave() > SAVE_SECONDS) {
                    save();
                }
            }
        }
        return true;
    }

    private void step(Course.Step batch) {
        long number = state.step() + 1;
        double loss = batch.learn(factor(number), number);
        if (!Double.isFinite(loss)) {
            throw broken(batch, number);
        }
        state = state.stepped(loss);
        watch.stepped(batch.size());
        int batches = course.steps();
        long left = (long) (recipe.epochs() - state.epoch()) * batches - state.batches();
        listener.stepped(new TrainingListener.StepReport(
                state.epoch() + 1,
                recipe.epochs(),
                state.batches(),
                batches,
                state.lossSum() / state.batches(),
                state.bestMetric(),
                watch.examplesPerSecond(),
                left * recipe.batch() / watch.examplesPerSecond()));
    }

    /** What the learning rate of a step is multiplied by. */
    private double factor(long step) {
        double steps = (double) recipe.epochs() * course.steps();
        // in the middle of the step, so that neither the first nor the last is without effect
        return recipe.schedule().factor((step - 0.5) / steps);
    }

    private ModelException broken(Course.Step batch, long step) {
        return unfinite("The loss or its gradient is no finite number any more at step " + step + " (epoch "
                + (state.epoch() + 1) + ", batch " + (state.batches() + 1) + ": " + String.join(", ", batch.names())
                + ").");
    }

    private ModelException unfinite(String what) {
        boolean saved = Files.exists(files.last());
        return new ModelException(what + " "
                + (saved ? "The last good checkpoint is " + files.last() : "No checkpoint was written")
                + "; try a lower learning rate, or clip the gradient.");
    }

    private TrainingListener.EpochReport finish(Validation validation, double examplesPerSecond) {
        boolean best = state.isImprovedBy(validation);
        TrainingListener.EpochReport report = new TrainingListener.EpochReport(
                state.epoch() + 1,
                state.step(),
                recipe.optimiser().rate() * factor(state.step()),
                state.lossSum() / state.batches(),
                validation,
                best,
                examplesPerSecond,
                state.seconds() + watch.sinceSave());
        state = state.validated(validation);
        if (best) {
            files.save(files.best(), saved());
            course.publish(finite(course.averaged()), validation, report.epoch());
        }
        table.add(report);
        return report;
    }

    private void save() {
        state = state.after(watch.takeSinceSave());
        files.save(files.last(), saved());
    }

    private TrainingFiles.Saved saved() {
        return new TrainingFiles.Saved(finite(course.weights()), course.memory(), course.recordings(), state);
    }

    /** Nothing that is no number is written over what can still be gone on with. */
    private Map<String, Tensor> finite(Map<String, Tensor> weights) {
        weights.forEach((name, tensor) -> {
            if (!tensor.isFinite()) {
                throw unfinite("The weights " + name + " are no finite numbers any more after step " + state.step()
                        + " (epoch " + (state.epoch() + 1) + ").");
            }
        });
        return weights;
    }
}
