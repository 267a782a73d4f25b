// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;

/**
 * Filters with their channels side by side in memory. PyTorch then lays out the feature maps in the same way, for which
 * max pooling is more than ten times as fast on a CPU, and convolutions are no slower.
 */
final class ChannelsLast {

    private static final int AXES = 4;

    private ChannelsLast() {}

    /**
     * The same filters in the other layout.
     *
     * @param filters {@code (out, in, F, T)}; of fewer axes, they come back as they are
     * @return the same shape and numbers, beside the filters
     */
    static NDArray of(NDArray filters) {
        if (filters.getShape().dimension() != AXES) {
            return filters;
        }
        NDManager manager = filters.getManager();
        try (NDArray reordered = filters.transpose(0, 2, 3, 1);
                NDArray stored = manager.zeros(reordered.getShape(), DataType.FLOAT32, filters.getDevice())) {
            // added and not copied, since a copy would keep the strides
            stored.addi(reordered);
            return stored.transpose(0, 3, 1, 2);
        }
    }

    /** Replaces the array of a parameter, which only an initializer can do. */
    static void lay(Parameter parameter) {
        NDArray before = parameter.getArray();
        NDManager manager = before.getManager();
        try (NDArray reordered = of(before)) {
            NDArray laid = reordered.stopGradient();
            parameter.close(); // not earlier: its memory may be Java's, and goes with it
            Initializer usual = parameter.getInitializer();
            parameter.setInitializer((target, shape, type) -> laid);
            parameter.initialize(manager, DataType.FLOAT32);
            parameter.setInitializer(usual);
        }
    }
}
