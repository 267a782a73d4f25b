package org.mir4j.models.training.optimiser;

import ai.djl.ndarray.NDManager;

/** How gradients change weights, which says which one it is. */
public sealed interface OptimiserSettings permits AdamSettings, SgdSettings {

    /**
     * Builds the optimiser.
     *
     * @param manager where its state lives
     * @return an optimiser that has not taken a step
     */
    Optimiser build(NDManager manager);

    /**
     * The learning rate before any schedule.
     *
     * @return positive
     */
    double rate();

    /**
     * How long the gradient of all weights together may be.
     *
     * @return the longest norm; 0 for any
     */
    double clip();

    /** Refuses what is no learning rate, no decay and no norm. */
    static void require(double rate, double decay, double clip) {
        boolean fits = rate > 0 && Double.isFinite(rate) && decay >= 0 && decay < 1 && clip >= 0;
        if (!fits) {
            throw new IllegalArgumentException("a learning rate is positive, a weight decay from 0 to less than 1, and"
                    + " the norm to clip at not negative, got " + rate + ", " + decay + " and " + clip);
        }
    }
}
