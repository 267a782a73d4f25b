package org.mir4j.models.training.loss;

import ai.djl.ndarray.NDArray;

/**
 * The squared distance between logits and those of the targets: {@code (x - ln(y / (1 - y)))^2}. Of a teacher's score
 * that is small everywhere it keeps where it is less small, which cross-entropy hardly sees.
 *
 * <p>Source: Ba, Caruana, "Do deep nets really need to be deep?", NIPS 2014, equation 1.
 */
final class LogitDistance implements Loss {

    /** Targets this near to 0 and 1 are as far as they count. */
    private static final float EDGE = 1e-3f;

    @Override
    public NDArray of(NDArray logits, NDArray targets, NDArray weights) {
        NDArray inside = targets.clip(EDGE, 1 - EDGE);
        NDArray wanted = inside.div(inside.neg().add(1)).log();
        return Loss.mean(logits.sub(wanted).square(), weights);
    }
}
