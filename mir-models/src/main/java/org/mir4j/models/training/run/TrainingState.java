package org.mir4j.models.training.run;

import java.util.Map;
import org.mir4j.core.error.ModelException;

/**
 * How far a training has come.
 *
 * @param epoch that goes on, from 0
 * @param batches of that epoch that are done
 * @param step how many steps are done in all
 * @param lossSum of the done batches of that epoch
 * @param bestMetric the best validation so far; NaN before the first
 * @param bestEpoch of that validation; -1 before the first
 * @param seconds that the training has taken
 */
record TrainingState(
        int epoch, int batches, long step, double lossSum, double bestMetric, int bestEpoch, double seconds) {

    static TrainingState start() {
        return new TrainingState(0, 0, 0, 0, Double.NaN, -1, 0);
    }

    /** After one more batch. */
    TrainingState stepped(double loss) {
        return new TrainingState(epoch, batches + 1, step + 1, lossSum + loss, bestMetric, bestEpoch, seconds);
    }

    /** At the start of the next epoch, after a validation. */
    TrainingState validated(double metric, boolean best) {
        return new TrainingState(epoch + 1, 0, step, 0, best ? metric : bestMetric, best ? epoch : bestEpoch, seconds);
    }

    TrainingState after(double moreSeconds) {
        return new TrainingState(epoch, batches, step, lossSum, bestMetric, bestEpoch, seconds + moreSeconds);
    }

    Map<String, String> notes() {
        return Map.of(
                "epoch", Integer.toString(epoch),
                "batches", Integer.toString(batches),
                "step", Long.toString(step),
                "lossSum", Double.toString(lossSum),
                "bestMetric", Double.toString(bestMetric),
                "bestEpoch", Integer.toString(bestEpoch),
                "seconds", Double.toString(seconds));
    }

    static TrainingState of(Map<String, String> notes) {
        try {
            return new TrainingState(
                    Integer.parseInt(notes.get("epoch")),
                    Integer.parseInt(notes.get("batches")),
                    Long.parseLong(notes.get("step")),
                    Double.parseDouble(notes.get("lossSum")),
                    Double.parseDouble(notes.get("bestMetric")),
                    Integer.parseInt(notes.get("bestEpoch")),
                    Double.parseDouble(notes.get("seconds")));
        } catch (NumberFormatException | NullPointerException e) {
            throw new ModelException("it does not say how far the training had come", e);
        }
    }
}
