// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;

/** What becomes of what somebody else's module gives. */
public enum OutputActivation {
    /** It is as it has to be. */
    NONE {
        @Override
        public NDArray apply(NDArray x, int axis) {
            return x;
        }
    },
    /** {@code 1 / (1 + exp(-x))}, each number by itself. */
    SIGMOID {
        @Override
        public NDArray apply(NDArray x, int axis) {
            return x.getNDArrayInternal().sigmoid();
        }
    },
    /** {@code exp(x) / sum exp(x)}, all together. */
    SOFTMAX {
        @Override
        public NDArray apply(NDArray x, int axis) {
            return x.softmax(axis);
        }
    };

    /**
     * Applies the activation.
     *
     * @param x any shape
     * @param axis over which softmax sums to 1
     * @return the same shape; {@code x} itself for {@link #NONE}
     */
    public abstract NDArray apply(NDArray x, int axis);
}
