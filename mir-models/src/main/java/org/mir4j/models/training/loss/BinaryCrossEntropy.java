package org.mir4j.models.training.loss;

import ai.djl.ndarray.NDArray;

/**
 * Binary cross-entropy of every tag by itself: {@code w y softplus(-x) + (1 - y) softplus(x)} for a logit {@code x}, a
 * target {@code y} and a weight {@code w} of positives. Soft targets are allowed.
 *
 * <p>Source: the negative log-likelihood of a Bernoulli variable; as PyTorch's {@code BCEWithLogitsLoss}.
 */
final class BinaryCrossEntropy implements Loss {

    private final float positiveWeight;

    BinaryCrossEntropy(double positiveWeight) {
        this.positiveWeight = (float) positiveWeight;
    }

    @Override
    public NDArray of(NDArray logits, NDArray targets, NDArray weights) {
        // softplus(x) = max(x, 0) + ln(1 + exp(-|x|)), which never overflows
        NDArray tail = logits.abs().neg().exp().add(1).log();
        // an array and no plain number, which DJL would keep in memory that may be gone when gradients are computed
        NDArray zeros = logits.zerosLike();
        NDArray whenAbsent = logits.maximum(zeros).add(tail);
        NDArray whenPresent = logits.neg().maximum(zeros).add(tail);
        NDArray present = targets.mul(positiveWeight).mul(whenPresent);
        return Loss.mean(present.add(targets.neg().add(1).mul(whenAbsent)), weights);
    }
}
