// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Stochastic gradient descent with momentum, as PyTorch has it: {@code v = m v + g + d w}, {@code w = w - r v}.
 *
 * <p>Source: Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013, with the
 * rate outside of the velocity.
 */
final class SgdOptimiser extends Optimiser {

    private final double momentum;
    private final double decay;

    SgdOptimiser(NDManager manager, double momentum, double decay) {
        super(manager);
        this.momentum = momentum;
        this.decay = decay;
    }

    @Override
    public void update(String name, NDArray weight, NDArray gradient, double rate, long step) {
        NDArray velocity = remembered(name, weight);
        velocity.muli(momentum).addi(gradient);
        if (decay > 0) {
            try (NDArray decayed = weight.mul(decay)) {
                velocity.addi(decayed);
            }
        }
        try (NDArray change = velocity.mul(rate)) {
            weight.subi(change);
        }
    }
}
