// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import ai.djl.ndarray.NDArray;
import org.mir4j.models.layer.Constants;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/** How far logits are from their targets, which is what the training of a tagger makes small. */
public sealed interface TaggingLoss {

    /**
     * The mean loss of a batch.
     *
     * @param logits {@code (B, K)}
     * @param targets {@code (B, K)}, scores from 0 to 1
     * @param weights {@code (B, K)}, how much each target counts; 0 where nothing is known
     * @return one number
     */
    NDArray of(NDArray logits, NDArray targets, NDArray weights);

    /**
     * Binary cross-entropy of every tag by itself, of which any number hold:
     * {@code w y softplus(-x) + (1 - y) softplus(x)} for a logit {@code x}, a target {@code y} and a weight {@code w} of
     * positives. Soft targets are allowed.
     *
     * <p>Source: the negative log-likelihood of a Bernoulli variable; as PyTorch's {@code BCEWithLogitsLoss}.
     *
     * @param positiveWeight how much more a tag that holds counts than one that does not; 1 by default
     */
    @Named("binary-cross-entropy")
    record BinaryCrossEntropy(@Omittable double positiveWeight) implements TaggingLoss {

        /** Refuses weights that are not positive. */
        public BinaryCrossEntropy {
            positiveWeight = positiveWeight == 0 ? 1 : positiveWeight;
            if (!(positiveWeight > 0 && Double.isFinite(positiveWeight))) {
                throw new IllegalArgumentException("a weight is positive, got " + positiveWeight);
            }
        }

        @Override
        public NDArray of(NDArray logits, NDArray targets, NDArray weights) {
            // softplus(x) = max(x, 0) + ln(1 + exp(-|x|)), which never overflows
            NDArray tail = logits.abs().neg().exp().add(1).log();
            NDArray whenAbsent = Constants.atLeast(logits, 0).add(tail);
            NDArray whenPresent = Constants.atLeast(logits.neg(), 0).add(tail);
            NDArray present = targets.mul((float) positiveWeight).mul(whenPresent);
            return mean(present.add(targets.neg().add(1).mul(whenAbsent)), weights);
        }
    }

    /**
     * Cross-entropy between the softmax over classes, of which exactly one holds, and the target:
     * {@code -sum_k y_k log softmax(x)_k}, with the target smoothed. A recording counts by the largest weight of its row, and
     * not at all if no class holds.
     *
     * <p>Source: the negative log-likelihood of a categorical variable; smoothing from Szegedy et al., "Rethinking the
     * inception architecture for computer vision", CVPR 2016, section 7.
     *
     * @param smoothing how much of the truth is spread evenly over all classes, from 0, the default, to less than 1
     */
    @Named("cross-entropy")
    record CrossEntropy(@Omittable double smoothing) implements TaggingLoss {

        private static final int CLASSES = 1;

        /** Refuses smoothing that leaves no truth. */
        public CrossEntropy {
            if (!(smoothing >= 0 && smoothing < 1)) {
                throw new IllegalArgumentException("label smoothing is a part from 0 to less than 1, got " + smoothing);
            }
        }

        @Override
        public NDArray of(NDArray logits, NDArray targets, NDArray weights) {
            long classes = logits.getShape().get(CLASSES);
            float spread = (float) smoothing;
            NDArray smoothed = targets.mul(1 - spread).add(spread / classes);
            NDArray costs = logits.logSoftmax(CLASSES)
                    .mul(smoothed)
                    .sum(new int[] {CLASSES})
                    .neg();
            NDArray known = weights.max(new int[] {CLASSES}).mul(targets.sum(new int[] {CLASSES}));
            return mean(costs, known);
        }
    }

    /**
     * The squared distance between logits and those of the targets: {@code (x - ln(y / (1 - y)))^2}, for teachers. Of a
     * teacher's score that is small everywhere it keeps where it is less small, which cross-entropy hardly sees.
     *
     * <p>Source: Ba, Caruana, "Do deep nets really need to be deep?", NIPS 2014, equation 1.
     */
    @Named("logit-distance")
    record LogitDistance() implements TaggingLoss {

        /** Targets this near to 0 and 1 are as far as they count. */
        private static final float EDGE = 1e-3f;

        @Override
        public NDArray of(NDArray logits, NDArray targets, NDArray weights) {
            NDArray inside = targets.clip(EDGE, 1 - EDGE);
            NDArray wanted = inside.div(inside.neg().add(1)).log();
            return mean(logits.sub(wanted).square(), weights);
        }
    }

    /** The weighted mean of what every target costs; 0 if nothing is known. */
    private static NDArray mean(NDArray costs, NDArray weights) {
        return costs.mul(weights).sum().div(weights.sum().maximum(1e-6f));
    }
}
