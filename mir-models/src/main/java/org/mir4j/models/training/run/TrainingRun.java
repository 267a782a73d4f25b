package org.mir4j.models.training.run;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.training.batch.Batch;
import org.mir4j.models.training.batch.BatchFeeder;
import org.mir4j.models.training.batch.BatchMaker;
import org.mir4j.models.training.batch.Crop;
import org.mir4j.models.training.batch.EpochPlan;
import org.mir4j.models.training.learner.Learner;
import org.mir4j.models.training.recipe.Recipe;

/** Trains a network until its recipe says that it is done, it is told to stop, or its loss is no number any more. */
final class TrainingRun {

    private static final double SAVE_SECONDS = 600;

    /** What a training consists of. */
    record Parts(
            Recipe recipe,
            Learner learner,
            EpochPlan plan,
            BatchMaker maker,
            Validator validator,
            Publisher publisher,
            TrainingFiles files,
            String recordings) {}

    private final Parts parts;
    private final TrainingListener listener;
    private final BooleanSupplier stopped;
    private final Stopwatch watch = new Stopwatch();
    private final MetricsTable table;
    private TrainingState state;

    TrainingRun(Parts parts, TrainingState state, TrainingListener listener, BooleanSupplier stopped) {
        this.parts = parts;
        this.state = state;
        this.listener = listener;
        this.stopped = stopped;
        table = new MetricsTable(parts.files(), state.epoch());
    }

    /**
     * Trains.
     *
     * @return whether the training is done; false if it was told to stop
     */
    boolean train() {
        while (state.epoch() < parts.recipe().epochs() && !exhausted()) {
            if (!epoch()) {
                save();
                return false;
            }
            save(); // a validation takes its time, and may be killed
            double examplesPerSecond = watch.examplesPerSecondOfEpoch();
            Optional<Validation> validation = parts.validator().validate(parts.learner(), stopped);
            if (validation.isEmpty()) {
                return false;
            }
            EpochReport report = finish(validation.get(), examplesPerSecond);
            save();
            listener.finished(report);
        }
        return true;
    }

    private boolean exhausted() {
        int patience = parts.recipe().patience();
        return patience > 0 && state.bestEpoch() >= 0 && state.epoch() - 1 - state.bestEpoch() >= patience;
    }

    /** The rest of an epoch; false if it was told to stop before the end. */
    private boolean epoch() {
        List<List<Crop>> windows = parts.plan().epoch(state.epoch());
        watch.startEpoch();
        try (BatchFeeder feeder = new BatchFeeder(parts.maker(), windows.subList(state.batches(), windows.size()))) {
            while (feeder.hasNext()) {
                if (stopped.getAsBoolean()) {
                    return false;
                }
                step(feeder.next());
                if (watch.sinceSave() > SAVE_SECONDS) {
                    save();
                }
            }
        }
        return true;
    }

    private void step(Batch batch) {
        long number = state.step() + 1;
        double loss = parts.learner().learn(batch, factor(number), number);
        if (!Double.isFinite(loss)) {
            throw broken(batch, number);
        }
        state = state.stepped(loss);
        watch.stepped(batch.size());
        int batches = parts.plan().batches();
        long left = (long) (parts.recipe().epochs() - state.epoch()) * batches - state.batches();
        listener.stepped(new StepReport(
                state.epoch() + 1,
                parts.recipe().epochs(),
                state.batches(),
                batches,
                state.lossSum() / state.batches(),
                state.bestMetric(),
                watch.examplesPerSecond(),
                left * parts.recipe().batch() / watch.examplesPerSecond()));
    }

    /** What the learning rate of a step is multiplied by. */
    private double factor(long step) {
        double steps = (double) parts.recipe().epochs() * parts.plan().batches();
        // in the middle of the step, so that neither the first nor the last is without effect
        return parts.recipe().schedule().factor((step - 0.5) / steps);
    }

    private ModelException broken(Batch batch, long step) {
        List<String> ids =
                batch.crops().stream().map(crop -> crop.example().id()).toList();
        return unfinite("The loss or its gradient is no finite number any more at step " + step + " (epoch "
                + (state.epoch() + 1) + ", batch " + (state.batches() + 1) + ": " + String.join(", ", ids) + ").");
    }

    private ModelException unfinite(String what) {
        boolean saved = Files.exists(parts.files().last());
        return new ModelException(what + " "
                + (saved ? "The last good checkpoint is " + parts.files().last() : "No checkpoint was written")
                + "; try a lower learning rate, or clip the gradient.");
    }

    private EpochReport finish(Validation validation, double examplesPerSecond) {
        double metric = validation.of(parts.recipe().metric());
        boolean best = state.bestEpoch() < 0 || metric > state.bestMetric();
        EpochReport report = new EpochReport(
                state.epoch() + 1,
                state.step(),
                parts.recipe().optimiser().rate() * factor(state.step()),
                state.lossSum() / state.batches(),
                validation,
                best,
                examplesPerSecond,
                state.seconds() + watch.sinceSave());
        state = state.validated(metric, best);
        if (best) {
            TrainingFiles.Saved saved = saved();
            parts.files().save(parts.files().best(), saved);
            parts.publisher().publish(saved.weights(), validation, report.epoch());
            LabelsTable.write(parts.files(), validation);
        }
        table.add(report);
        return report;
    }

    private void save() {
        state = state.after(watch.takeSinceSave());
        parts.files().save(parts.files().last(), saved());
    }

    /** Nothing that is no number is written over what can still be gone on with. */
    private TrainingFiles.Saved saved() {
        Map<String, Tensor> weights = parts.learner().weights();
        weights.forEach((name, tensor) -> {
            if (!tensor.isFinite()) {
                throw unfinite("The weights " + name + " are no finite numbers any more after step " + state.step()
                        + " (epoch " + (state.epoch() + 1) + ").");
            }
        });
        return new TrainingFiles.Saved(weights, parts.learner().optimiser(), parts.recordings(), state);
    }
}
