// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mir4j.models.checkpoint.Tensor;

/** What the training of one task consists of. It owns native memory: close it. */
public interface Course extends AutoCloseable {

    /** Examples that are learned from together. */
    interface Step {

        /**
         * How many there are.
         *
         * @return at least one
         */
        int size();

        /**
         * What they are taken from.
         *
         * @return the names of recordings, for messages
         */
        List<String> names();

        /**
         * Learns from them.
         *
         * @param factor what the learning rate is multiplied by
         * @param number of the step, from 1
         * @return the loss before; no finite number if nothing was learned, since it or its gradient was none
         */
        double learn(double factor, long number);
    }

    /** Steps that are made ready ahead of time. */
    interface Feed extends Iterator<Step>, AutoCloseable {

        /** Stops making more. */
        @Override
        void close();
    }

    /**
     * What is learned from and validated on.
     *
     * @return a fingerprint of all recordings that can be read
     */
    String recordings();

    /**
     * How many steps an epoch has.
     *
     * @return at least one
     */
    int steps();

    /**
     * The rest of an epoch: a matter of the seed and these numbers alone.
     *
     * @param epoch its number, from 0
     * @param from how many of its steps are done
     * @return the steps that are left
     */
    Feed epoch(int epoch, int from);

    /**
     * Measures what has been learned, with {@link #averaged} weights.
     *
     * @param stopped asked every now and then
     * @return what the network reaches; empty if it was told to stop
     */
    Optional<Validation> validate(BooleanSupplier stopped);

    /**
     * The weights as they are now.
     *
     * @return tensors by name
     */
    Map<String, Tensor> weights();

    /**
     * The weights as they are to be used: their running mean, if the recipe wants one.
     *
     * @return tensors by name
     */
    Map<String, Tensor> averaged();

    /**
     * What is remembered from step to step besides the weights, by the optimiser above all.
     *
     * @return tensors by name
     */
    Map<String, Tensor> memory();

    /**
     * Makes a model of the best weights so far.
     *
     * @param weights of the network
     * @param validation what they reach
     * @param epoch from 1
     */
    void publish(Map<String, Tensor> weights, Validation validation, int epoch);

    @Override
    void close();
}
