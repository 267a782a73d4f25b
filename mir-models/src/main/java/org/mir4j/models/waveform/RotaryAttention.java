// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.waveform.RoformerSettings.ValueMix;

/**
 * Attention over time or over bands, where queries and keys are turned by their place, and what each head finds passes a
 * gate of its own.
 *
 * <p>Features 2 i and 2 i + 1 of a head are one complex number, which is turned by {@code freqs[i]} radians a place.
 *
 * <p>Parameters: {@code norm.gamma}, {@code to_qkv.weight}, {@code to_gates}, {@code to_out.0.weight},
 * {@code rotary_embed.freqs}; where the first layer's values are mixed in, the two of a fully connected layer.
 *
 * <p>Sources: Su et al., "RoFormer: enhanced transformer with rotary position embedding", Neurocomputing 568, 2024;
 * values of the first layer: Zhou et al., "Value residual learning", 2024.
 */
final class RotaryAttention extends RoformerLayer {

    private static final TorchOperator TURNS =
            TorchOperator.of("p, f", "torch.stack([torch.cos(torch.outer(p, f)), torch.sin(torch.outer(p, f))], -1)");
    private static final TorchOperator SIGMOID = TorchOperator.of("x", "torch.sigmoid(x)");
    private static final TorchOperator LEARNED =
            TorchOperator.of("v, f, m", "torch.lerp(v, f, torch.unsqueeze(m, -1))");
    private static final TorchOperator REVERSED =
            TorchOperator.of("v, f, m", "torch.lerp(v, torch.expand_as(torch.unsqueeze(m, -1), v), f)");

    private final int axis;
    private final int heads;
    private final int headWidth;
    private final ValueMix mix;
    private final Parameter gamma;
    private final Parameter freqs;
    private final Parameter queriesKeysValues;
    private final Parameter gates;
    private final Parameter gateBias;
    private final Parameter mixWeight;
    private final Parameter mixBias;
    private final Parameter out;
    private final TorchOperator turned;
    private final TorchOperator valuesOf;
    private final TorchOperator attended;
    private final TorchOperator gated;

    /**
     * @param settings sizes
     * @param axis of the places: 0, time, or 1, bands
     * @param mix how the first layer's values are mixed in; null if they are not
     */
    RotaryAttention(RoformerSettings settings, int axis, ValueMix mix) {
        this.axis = axis;
        this.mix = mix;
        heads = settings.heads();
        headWidth = settings.headWidth();
        long width = settings.width();
        long inner = (long) heads * headWidth;
        gamma = parameter("norm.gamma", width);
        freqs = parameter("rotary_embed.freqs", headWidth / 2);
        queriesKeysValues = parameter("to_qkv.weight", 3 * inner, width);
        gates = parameter("to_gates.weight", heads, width);
        gateBias = parameter("to_gates.bias", heads);
        out = parameter("to_out.0.weight", width, inner);
        String mixName = mix == ValueMix.REVERSED ? "learned_value_residual_mix.0" : "to_value_residual_mix";
        mixWeight = mix == null ? null : parameter(mixName + ".weight", heads, width);
        mixBias = mix == null ? null : parameter(mixName + ".bias", heads);
        String perHead = axis == 0 ? "[1, 2, 0, 3]" : "[0, 2, 1, 3]";
        turned = TorchOperator.of(
                "x, t",
                "torch.view_as_real(torch.mul(torch.view_as_complex(torch.unflatten(torch.slice(x, 2, 0, " + 2 * inner
                        + "), 2, [2, " + heads + ", " + headWidth / 2 + ", 2])), torch.view_as_complex(t)))");
        valuesOf = TorchOperator.of(
                "x", "torch.unflatten(torch.slice(x, 2, " + 2 * inner + "), 2, [" + heads + ", " + headWidth + "])");
        attended = TorchOperator.of(
                "x, v",
                "torch.scaled_dot_product_attention(" + head("0", perHead) + ", " + head("1", perHead)
                        + ", torch.permute(v, " + perHead + "))");
        String gate = axis == 0 ? "[1, 2, 0]" : "[0, 2, 1]";
        gated = TorchOperator.of(
                "x, g, w",
                "torch.linear(torch.flatten(torch.permute(torch.mul(x, torch.unsqueeze(torch.permute(g, " + gate
                        + "), -1)), [0, 2, 1, 3]), 2), w)");
    }

    /** Queries (0) or keys (1), head by head. */
    private static String head(String which, String order) {
        return "torch.permute(torch.flatten(torch.select(x, 2, " + which + "), 3), " + order + ")";
    }

    @Override
    NDArray of(ForwardContext context, NDArray x, FirstValues first) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray unit = scope.of(unit(x));
            NDArray all = scope.of(linear(context, unit, gamma, queriesKeysValues, null));
            NDArray queriesAndKeys = scope.of(turned.apply(all, turns(context, x, scope)));
            NDArray values = mixed(context, unit, scope.of(valuesOf.apply(all)), first, scope);
            NDArray found = scope.of(attended.apply(queriesAndKeys, values));
            NDArray open = scope.of(SIGMOID.apply(scope.of(linear(context, unit, gamma, gates, gateBias))));
            NDArray projected = gated.apply(found, open, context.value(out, x));
            return axis == 1 ? projected : scope.of(projected).transpose(1, 0, 2);
        }
    }

    @Override
    int independent() {
        return 1 - axis;
    }

    /** By how much each place is turned, as complex numbers that fit {@code (T, K, 2, H, D / 2)}. */
    private NDArray turns(ForwardContext context, NDArray x, ArrayScope scope) {
        long places = x.getShape().get(axis);
        NDArray place = scope.of(x.getManager().arange(0f, places, 1f, DataType.FLOAT32));
        NDArray turns = scope.of(TURNS.apply(place, context.value(freqs, x)));
        return scope.of(
                axis == 0
                        ? turns.reshape(places, 1, 1, 1, headWidth / 2, 2)
                        : turns.reshape(places, 1, 1, headWidth / 2, 2));
    }

    private NDArray mixed(ForwardContext context, NDArray unit, NDArray own, FirstValues first, ArrayScope scope) {
        if (mix == null) {
            if (first != null && first.isEmpty()) {
                first.keep(own.duplicate());
            }
            return own;
        }
        NDArray share = scope.of(SIGMOID.apply(scope.of(linear(context, unit, gamma, mixWeight, mixBias))));
        TorchOperator operator = mix == ValueMix.LEARNED ? LEARNED : REVERSED;
        return scope.of(operator.apply(own, first.values(), share));
    }
}
