// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * Two fully connected layers with GELU between them, where there are four times as many features.
 *
 * <p>Parameters: {@code net.0.gamma}, {@code net.1} and {@code net.4}.
 */
final class RoformerFeedForward extends RoformerLayer {

    private static final int FACTOR = 4;

    private static final TorchOperator EXPANDED =
            TorchOperator.of("x, w, g, b", "torch.gelu_(torch.linear(x, torch.mul(w, g), b))");

    private final Parameter gamma;
    private final Parameter expand;
    private final Parameter expandBias;
    private final Parameter contract;
    private final Parameter contractBias;

    RoformerFeedForward(RoformerSettings settings) {
        long width = settings.width();
        gamma = parameter("net.0.gamma", width);
        expand = parameter("net.1.weight", FACTOR * width, width);
        expandBias = parameter("net.1.bias", FACTOR * width);
        contract = parameter("net.4.weight", width, FACTOR * width);
        contractBias = parameter("net.4.bias", width);
    }

    @Override
    NDArray of(ForwardContext context, NDArray x, FirstValues first) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray unit = scope.of(unit(x));
            NDArray scale = scale(context, unit, gamma, scope);
            NDArray expanded =
                    scope.of(EXPANDED.apply(unit, context.value(expand, x), scale, context.value(expandBias, x)));
            return linear(context, expanded, contract, contractBias);
        }
    }

    @Override
    int independent() {
        return 0;
    }
}
