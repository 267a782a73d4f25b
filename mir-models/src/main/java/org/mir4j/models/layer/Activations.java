package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** What stands between layers. Every form makes a new array and leaves its input alone. */
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
    /** {@code x min(max(x + 3, 0), 6) / 6} (Howard et al., "Searching for MobileNetV3", ICCV 2019). */
    HARD_SWISH {
        @Override
        public NDArray apply(NDArray x) {
            return x.add(3).clip(0, 6).mul(x).div(6);
        }
    };

    /**
     * Applies the activation to every number.
     *
     * @param x any shape
     * @return the same shape
     */
    public abstract NDArray apply(NDArray x);
}
