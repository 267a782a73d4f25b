// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * Attention between the features of a head over all frames and bands at once, whose cost grows with their number alone.
 *
 * <p>Parameters: {@code norm.gamma}, {@code to_qkv.0.weight}, {@code temperature}, {@code to_out.1.weight}; where the
 * first layer's values are mixed in, {@code learned_value_residual_mix.0}.
 *
 * <p>Source: El-Nouby et al., "XCiT: cross-covariance image transformers", NeurIPS 2021.
 */
final class LinearAttention extends RoformerLayer {

    private static final TorchOperator SIGMOID = TorchOperator.of("x", "torch.sigmoid(x)");
    private static final TorchOperator MIXED = TorchOperator.of(
            "v, f, m", "torch.lerp(v, f, torch.expand_as(torch.unsqueeze(torch.transpose(m, 0, 1), 1), v))");
    private static final TorchOperator ATTENDED = TorchOperator.of(
            "q, k, v, t",
            "torch.matmul(torch.softmax(torch.mul(torch.matmul(torch.mul(q, torch.exp(t)),"
                    + " torch.transpose(k, 1, 2)), 8.), -1), v)");
    private static final TorchOperator PROJECTED =
            TorchOperator.of("x, w", "torch.linear(torch.flatten(torch.permute(x, [2, 0, 1]), 1), w)");

    private final boolean mixes;
    private final Parameter gamma;
    private final Parameter queriesKeysValues;
    private final Parameter temperature;
    private final Parameter mixWeight;
    private final Parameter mixBias;
    private final Parameter out;
    private final TorchOperator split;

    /**
     * @param settings sizes
     * @param mixes whether the first layer's values are mixed in
     */
    LinearAttention(RoformerSettings settings, boolean mixes) {
        this.mixes = mixes;
        long width = settings.width();
        int heads = settings.heads();
        long inner = (long) heads * settings.headWidth();
        gamma = parameter("norm.gamma", width);
        queriesKeysValues = parameter("to_qkv.0.weight", 3 * inner, width);
        temperature = parameter("temperature", heads, 1, 1);
        out = parameter("to_out.1.weight", width, inner);
        mixWeight = mixes ? parameter("learned_value_residual_mix.0.weight", heads, width) : null;
        mixBias = mixes ? parameter("learned_value_residual_mix.0.bias", heads) : null;
        split = TorchOperator.of(
                "x",
                "torch.permute(torch.unflatten(torch.flatten(x, 0, 1), 1, [3, " + heads + ", " + settings.headWidth()
                        + "]), [1, 2, 3, 0])");
    }

    @Override
    NDArray of(ForwardContext context, NDArray x, FirstValues first) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray unit = scope.of(unit(x));
            NDArray all = scope.of(split.apply(scope.of(linear(context, unit, gamma, queriesKeysValues, null))));
            NDArray queries = scope.of(unit(scope.of(all.get(0)))); // (H, D, N): over frames and bands
            NDArray keys = scope.of(unit(scope.of(all.get(1))));
            NDArray values = mixed(context, unit, scope.of(all.get(2)), first, scope);
            NDArray found = scope.of(ATTENDED.apply(queries, keys, values, context.value(temperature, x)));
            NDArray projected = scope.of(PROJECTED.apply(found, context.value(out, x)));
            return projected.reshape(x.getShape());
        }
    }

    private NDArray mixed(ForwardContext context, NDArray unit, NDArray own, FirstValues first, ArrayScope scope) {
        if (!mixes) {
            if (first != null && first.isEmpty()) {
                first.keep(own.duplicate());
            }
            return own;
        }
        NDArray share = scope.of(SIGMOID.apply(scope.of(linear(context, unit, gamma, mixWeight, mixBias))));
        NDArray rows = scope.of(share.reshape(-1, share.getShape().get(2)));
        return scope.of(MIXED.apply(own, first.values(), rows));
    }
}
