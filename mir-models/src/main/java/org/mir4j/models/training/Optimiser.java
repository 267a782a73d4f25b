// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes weights by their gradients, and remembers what it needs for the next step. */
public abstract class Optimiser {

    private final NDManager manager;
    private final Map<String, NDArray> state = new LinkedHashMap<>();

    /**
     * @param manager where its arrays live
     */
    protected Optimiser(NDManager manager) {
        this.manager = manager;
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
    public abstract void update(String name, NDArray weight, NDArray gradient, double rate, long step);

    /**
     * What is remembered of a weight; zeros at first.
     *
     * @param name of what is remembered
     * @param weight whose shape it has
     * @return an array to be changed in place
     */
    protected final NDArray remembered(String name, NDArray weight) {
        return state.computeIfAbsent(name, absent -> manager.zeros(weight.getShape(), weight.getDataType()));
    }

    /**
     * What it remembers, to be written down.
     *
     * @return arrays by name, which still belong to the optimiser
     */
    public final Map<String, NDArray> state() {
        return state;
    }

    /**
     * Goes on with what another run remembered.
     *
     * @param name as in {@link #state}
     * @param value an array, which belongs to the optimiser from now on
     */
    public final void restore(String name, NDArray value) {
        value.attach(manager);
        state.put(name, value);
    }
}
