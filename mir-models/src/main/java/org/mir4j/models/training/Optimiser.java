// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes weights by their gradients, and remembers what it needs for the next step. */
abstract sealed class Optimiser {

    private final NDManager manager;
    private final Map<String, NDArray> state = new LinkedHashMap<>();

    /**
     * @param manager where its arrays live
     */
    private Optimiser(NDManager manager) {
        this.manager = manager;
    }

    /**
     * The optimiser that settings name.
     *
     * @param settings which one, and its constants
     * @param manager where its arrays live
     * @return an optimiser that has not taken a step
     */
    static Optimiser of(OptimiserSettings settings, NDManager manager) {
        return settings instanceof OptimiserSettings.Adam adam
                ? new Adam(manager, adam.decay())
                : new Sgd(manager, (OptimiserSettings.Sgd) settings);
    }

    /**
     * Changes one weight in place.
     *
     * @param name of the weight
     * @param weight any shape
     * @param gradient the same shape
     * @param rate the learning rate of this step
     * @param step the number of this step, from 1
     */
    abstract void update(String name, NDArray weight, NDArray gradient, double rate, long step);

    /**
     * What is remembered of a weight; zeros at first.
     *
     * @param name of what is remembered
     * @param weight whose shape it has
     * @return an array to be changed in place
     */
    final NDArray remembered(String name, NDArray weight) {
        return state.computeIfAbsent(name, absent -> manager.zeros(weight.getShape(), weight.getDataType()));
    }

    /**
     * What it remembers, to be written down.
     *
     * @return arrays by name, which still belong to the optimiser
     */
    final Map<String, NDArray> state() {
        return state;
    }

    /**
     * Takes over what another run remembered.
     *
     * @param name as in {@link #state}
     * @param value an array, which belongs to the optimiser from now on
     */
    final void restore(String name, NDArray value) {
        value.attach(manager);
        state.put(name, value);
    }

    /**
     * Adam: steps along the mean of past gradients, divided by the root of their mean square; with decoupled weight decay,
     * AdamW. The constants are the authors': 0.9, 0.999, 1e-8.
     *
     * <p>Sources: Kingma, Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1; Loshchilov, Hutter,
     * "Decoupled weight decay regularization", ICLR 2019, algorithm 2.
     */
    static final class Adam extends Optimiser {

        private static final double BETA_MEAN = 0.9;
        private static final double BETA_SQUARE = 0.999;
        private static final double EPSILON = 1e-8;
        private static final String MEAN = "mean.";
        private static final String SQUARE = "square.";

        private final double decay;

        private Adam(NDManager manager, double decay) {
            super(manager);
            this.decay = decay;
        }

        @Override
        void update(String name, NDArray weight, NDArray gradient, double rate, long step) {
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

    /**
     * Stochastic gradient descent with momentum, as PyTorch has it: {@code v = m v + g + d w}, {@code w = w - r v}.
     *
     * <p>Source: Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013, with the
     * rate outside of the velocity.
     */
    static final class Sgd extends Optimiser {

        private final double momentum;
        private final double decay;

        private Sgd(NDManager manager, OptimiserSettings.Sgd settings) {
            super(manager);
            momentum = settings.momentum();
            decay = settings.decay();
        }

        @Override
        void update(String name, NDArray weight, NDArray gradient, double rate, long step) {
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
}
