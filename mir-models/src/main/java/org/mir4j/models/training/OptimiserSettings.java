// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/** How gradients change weights, which says which optimiser it is. */
public sealed interface OptimiserSettings {

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

    /**
     * Adam; with decay, AdamW.
     *
     * @param rate the learning rate
     * @param decay of weights, as a part of the rate; 0 by default
     * @param clip the longest norm of the gradient; 0, the default, for any
     */
    @Named("adam")
    record Adam(double rate, @Omittable double decay, @Omittable double clip) implements OptimiserSettings {

        /** Refuses what is no learning rate, no decay and no norm. */
        public Adam {
            require(rate, decay, clip);
        }
    }

    /**
     * Stochastic gradient descent with momentum.
     *
     * @param rate the learning rate
     * @param momentum how much of the last step is kept; 0 by default
     * @param decay of weights, as a part of the rate; 0 by default
     * @param clip the longest norm of the gradient; 0, the default, for any
     */
    @Named("sgd")
    record Sgd(double rate, @Omittable double momentum, @Omittable double decay, @Omittable double clip)
            implements OptimiserSettings {

        /** Refuses what is no learning rate, no momentum, no decay and no norm. */
        public Sgd {
            require(rate, decay, clip);
            if (!(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException("momentum is a part from 0 to less than 1, got " + momentum);
            }
        }
    }

    /** Refuses what is no learning rate, no decay and no norm. */
    private static void require(double rate, double decay, double clip) {
        boolean fits = rate > 0 && Double.isFinite(rate) && decay >= 0 && decay < 1 && clip >= 0;
        if (!fits) {
            throw new IllegalArgumentException("a learning rate is positive, a weight decay from 0 to less than 1, and"
                    + " the norm to clip at not negative, got " + rate + ", " + decay + " and " + clip);
        }
    }
}
