// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.UniformInitializer;

/** Fully connected layers whose numbers start as PyTorch's do: uniform within one over the root of the inputs. */
final class FullyConnected {

    private FullyConnected() {}

    /** A layer with a bias. */
    static Linear withBias(long in, long out) {
        Linear layer = Linear.builder().setUnits(out).build();
        layer.setInitializer(start(in), "weight");
        layer.setInitializer(start(in), "bias");
        return layer;
    }

    /** A layer that leaves the bias to the norm that follows it. */
    static Linear withoutBias(long in, long out) {
        Linear layer = Linear.builder().setUnits(out).optBias(false).build();
        layer.setInitializer(start(in), "weight");
        return layer;
    }

    private static UniformInitializer start(long in) {
        return new UniformInitializer((float) (1 / Math.sqrt(in)));
    }
}
