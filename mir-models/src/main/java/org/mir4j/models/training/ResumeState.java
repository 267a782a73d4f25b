// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.util.Map;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.Tensor;

/**
 * All that a training is resumed from.
 *
 * @param weights of the network, by name
 * @param optimizerState what is remembered besides, by name
 * @param recordings a fingerprint of what is learned from; null in older files
 * @param progress how far the training has come
 */
record ResumeState(
        Map<String, Tensor> weights, Map<String, Tensor> optimizerState, String recordings, Progress progress) {

    /**
     * How far a training has come.
     *
     * @param epoch that is under way, from 0
     * @param batches of that epoch that are done
     * @param step how many steps are done in all
     * @param lossSum of the done batches of that epoch
     * @param bestMetric the best validation so far; NaN before the first, and as long as the figure was undefined
     * @param bestLoss of that validation, which decides between validations of the same figure; NaN if it is not known
     * @param bestEpoch of that validation; -1 before the first
     * @param seconds that the training has taken
     */
    record Progress(
            int epoch,
            int batches,
            long step,
            double lossSum,
            double bestMetric,
            double bestLoss,
            int bestEpoch,
            double seconds) {

        static Progress start() {
            return new Progress(0, 0, 0, 0, Double.NaN, Double.NaN, -1, 0);
        }

        /** After one more batch. */
        Progress stepped(double loss) {
            return new Progress(epoch, batches + 1, step + 1, lossSum + loss, bestMetric, bestLoss, bestEpoch, seconds);
        }

        /**
         * Whether a validation is better than all before: by its figure, and by its loss where the figure is the same. What is
         * not finite is worse than any.
         */
        boolean isImprovedBy(Validation validation) {
            int byMetric = Double.compare(orWorst(validation.value()), orWorst(bestMetric));
            return bestEpoch < 0 || byMetric > 0 || byMetric == 0 && orWorst(-validation.loss()) > orWorst(-bestLoss);
        }

        private static double orWorst(double value) {
            return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
        }

        /** At the start of the next epoch, after a validation. */
        Progress validated(Validation validation) {
            boolean best = isImprovedBy(validation);
            return new Progress(
                    epoch + 1,
                    0,
                    step,
                    0,
                    best ? validation.value() : bestMetric,
                    best ? validation.loss() : bestLoss,
                    best ? epoch : bestEpoch,
                    seconds);
        }

        Progress after(double moreSeconds) {
            return new Progress(epoch, batches, step, lossSum, bestMetric, bestLoss, bestEpoch, seconds + moreSeconds);
        }

        Map<String, String> notes() {
            return Map.of(
                    "epoch", Integer.toString(epoch),
                    "batches", Integer.toString(batches),
                    "step", Long.toString(step),
                    "lossSum", Double.toString(lossSum),
                    "bestMetric", Double.toString(bestMetric),
                    "bestLoss", Double.toString(bestLoss),
                    "bestEpoch", Integer.toString(bestEpoch),
                    "seconds", Double.toString(seconds));
        }

        static Progress of(Map<String, String> notes) {
            try {
                return new Progress(
                        Integer.parseInt(notes.get("epoch")),
                        Integer.parseInt(notes.get("batches")),
                        Long.parseLong(notes.get("step")),
                        Double.parseDouble(notes.get("lossSum")),
                        Double.parseDouble(notes.get("bestMetric")),
                        Double.parseDouble(notes.getOrDefault("bestLoss", "NaN")), // which older files do not have
                        Integer.parseInt(notes.get("bestEpoch")),
                        Double.parseDouble(notes.get("seconds")));
            } catch (NumberFormatException | NullPointerException e) {
                throw new ModelException("it does not say how far the training had come", e);
            }
        }
    }
}
