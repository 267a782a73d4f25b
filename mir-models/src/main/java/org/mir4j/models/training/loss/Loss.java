package org.mir4j.models.training.loss;

import ai.djl.ndarray.NDArray;

/** How far logits are from their targets. */
public interface Loss {

    /**
     * The mean loss of a batch.
     *
     * @param logits {@code (B, K)}
     * @param targets {@code (B, K)}, scores from 0 to 1
     * @param weights {@code (B, K)}, how much each target counts; 0 where nothing is known
     * @return one number
     */
    NDArray of(NDArray logits, NDArray targets, NDArray weights);

    /** The weighted mean of what every target costs; 0 if nothing is known. */
    static NDArray mean(NDArray costs, NDArray weights) {
        return costs.mul(weights).sum().div(weights.sum().maximum(1e-6f));
    }
}
