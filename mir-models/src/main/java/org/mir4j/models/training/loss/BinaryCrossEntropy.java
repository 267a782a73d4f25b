package org.mir4j.models.training.loss;

import ai.djl.ndarray.NDArray;
import org.mir4j.models.layer.Constants;

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
        NDArray whenAbsent = Constants.atLeast(logits, 0).add(tail);
        NDArray whenPresent = Constants.atLeast(logits.neg(), 0).add(tail);
        NDArray present = targets.mul(positiveWeight).mul(whenPresent);
        return Loss.mean(present.add(targets.neg().add(1).mul(whenAbsent)), weights);
    }
}
