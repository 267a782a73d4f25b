package org.mir4j.models.training.optimiser;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Changes weights by their gradients, and remembers what it needs for the next step. */
public interface Optimiser {

    /**
     * Changes one weight in place.
     *
     * @param name of the weight
     * @param weight any shape
     * @param gradient the same shape
     * @param rate the learning rate of this step
     * @param step the number of this step, from 1
     */
    void update(String name, NDArray weight, NDArray gradient, double rate, long step);

    /**
     * What it remembers, to be written down.
     *
     * @return arrays by name, which still belong to the optimiser
     */
    Map<String, NDArray> state();

    /**
     * Goes on with what another run remembered.
     *
     * @param name as in {@link #state}
     * @param value an array, which belongs to the optimiser from now on
     */
    void restore(String name, NDArray value);
}
