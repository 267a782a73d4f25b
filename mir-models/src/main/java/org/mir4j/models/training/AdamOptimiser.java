// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Adam: steps along the mean of past gradients, divided by the root of their mean square; with decoupled weight decay,
 * AdamW. The constants are the authors': 0.9, 0.999, 1e-8.
 *
 * <p>Sources: Kingma, Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1; Loshchilov, Hutter,
 * "Decoupled weight decay regularization", ICLR 2019, algorithm 2.
 */
final class AdamOptimiser extends Optimiser {

    private static final double BETA_MEAN = 0.9;
    private static final double BETA_SQUARE = 0.999;
    private static final double EPSILON = 1e-8;
    private static final String MEAN = "mean.";
    private static final String SQUARE = "square.";

    private final double decay;

    AdamOptimiser(NDManager manager, double decay) {
        super(manager);
        this.decay = decay;
    }

    @Override
    public void update(String name, NDArray weight, NDArray gradient, double rate, long step) {
        NDArray mean = remembered(MEAN + name, weight);
        NDArray square = remembered(SQUARE + name, weight);
        try (NDManager scope = weight.getManager().newSubManager()) {
            gradient.tempAttach(scope); // until the scope ends
            mean.muli(BETA_MEAN).addi(gradient.mul(1 - BETA_MEAN));
            square.muli(BETA_SQUARE).addi(gradient.square().muli(1 - BETA_SQUARE));
            NDArray root = square.sqrt();
            root.attach(scope);
            root.divi(Math.sqrt(1 - Math.pow(BETA_SQUARE, step))).addi(EPSILON);
            NDArray direction = mean.div(root);
            direction.attach(scope);
            if (decay > 0) {
                weight.muli(1 - rate * decay);
            }
            weight.subi(direction.muli(rate / (1 - Math.pow(BETA_MEAN, step))));
        }
    }
}
