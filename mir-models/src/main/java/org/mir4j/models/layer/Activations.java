// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** Activations between layers. Each leaves its input as it is, and all but {@link #NONE} make a new array. */
public enum Activations {
    /** {@code x}. */
    NONE {
        @Override
        public NDArray apply(NDArray x) {
            return x;
        }
    },
    /** {@code max(x, 0)}. */
    RELU {
        @Override
        public NDArray apply(NDArray x) {
            return Activation.relu(x);
        }
    },
    /**
     * {@code x Phi(x)}, where Phi is the normal distribution (Hendrycks, Gimpel, "Gaussian error linear units", 2016).
     */
    GELU {
        @Override
        public NDArray apply(NDArray x) {
            return Activation.gelu(x);
        }
    },
    /** {@code x min(max(x + 3, 0), 6) / 6} (Howard et al., "Searching for MobileNetV3", ICCV 2019). */
    HARD_SWISH {
        @Override
        public NDArray apply(NDArray x) {
            return Constants.times(x.add(3).clip(0, 6).mul(x), 1f / 6);
        }
    };

    /**
     * Applies the activation to every number.
     *
     * @param x any shape
     * @return the same shape; {@code x} itself for {@link #NONE}
     */
    public abstract NDArray apply(NDArray x);
}
