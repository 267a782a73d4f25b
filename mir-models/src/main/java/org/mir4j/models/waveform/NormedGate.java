// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;

/**
 * The end of a residual branch: a linear layer to twice as many channels, a norm over all of them and all time, a gate,
 * and a scale for each channel; what comes out is added.
 *
 * <p>What the linear layer gives is many times as large as what it receives, and is never there as a whole: the mean and
 * the deviation of a norm follow from the mean and the covariance of what a linear layer receives, and the norm is a part
 * of the linear layer then. With {@code m} and {@code V} the mean and the covariance of a sequence {@code h} over time,
 * {@code W h + b} has the mean {@code u}, that of {@code c = W m + b} over the channels, and the variance {@code trace(W V
 * W') / channels} plus the variance of {@code c} over the channels.
 */
final class NormedGate {

    private static final String EPSILON = "1e-05";

    private final TorchOperator means = TorchOperator.of("h", "torch.mean(h, [2], True)");
    private final TorchOperator squares = TorchOperator.of("h", "torch.matmul(torch.transpose(h, 2, 3), h)");
    private final TorchOperator channelMeans = TorchOperator.of("m, w, b", "torch.linear(m, torch.squeeze(w, 2), b)");
    private final TorchOperator overall = TorchOperator.of("c", "torch.mean(c, [3], True)");
    private final TorchOperator rate; // one over the deviation
    private final TorchOperator normed;
    private final TorchOperator scaled;
    private final TorchOperator weighted;
    private final TorchOperator added;

    /**
     * The parameters.
     *
     * @param weight of the linear layer, {@code (2 C, hidden, 1)}
     * @param bias of the linear layer, {@code (2 C)}
     * @param norm the weight of the norm, {@code (2 C)}
     * @param shift the bias of the norm, {@code (2 C)}
     * @param scale of the channels, {@code (C)}
     */
    record Weights(NDArray weight, NDArray bias, NDArray norm, NDArray shift, NDArray scale) {}

    /**
     * @param channels C
     */
    NormedGate(int channels) {
        String products = "torch.matmul(torch.t(torch.squeeze(w, 2)), torch.squeeze(w, 2))";
        String within =
                "torch.mul(torch.sum(torch.mul(v, " + products + "), [2, 3], True), " + 1.0 / (2 * channels) + ")";
        String between = "torch.mean(torch.square(torch.sub(c, u)), [3], True)";
        rate = TorchOperator.of(
                "v, w, c, u", "torch.rsqrt(torch.add(torch.add(" + within + ", " + between + "), " + EPSILON + "))");
        String one = "torch.slice(h, 3, 0, 1)";
        normed = TorchOperator.of(
                "h, r, u",
                "torch.cat([torch.mul(h, r), torch.expand_as(r, " + one + "), torch.expand_as(torch.mul(r, u), " + one
                        + ")], 3)");
        scaled = TorchOperator.of(
                "g, s",
                "torch.cat([torch.mul(torch.slice(g, 0, 0, " + channels + "), s), torch.slice(g, 0, " + channels
                        + ")])");
        String column = "torch.unsqueeze(b, 1)";
        weighted = TorchOperator.of(
                "w, b, g",
                "torch.mul(torch.cat([torch.squeeze(w, 2), " + column + ", torch.full_like(" + column
                        + ", -1)], 1), torch.unsqueeze(g, 1))");
        added = TorchOperator.of(
                "x, n, w, b",
                "torch.addcmul(x, " + Linear.half("n", "w", "b", channels, false) + ", "
                        + Linear.half("n", "w", "b", channels, true) + ")");
    }

    /**
     * Computes the end of a branch.
     *
     * @param x what the branch received, {@code (B, 1, T, C)}
     * @param h what it has made of it, {@code (B, 1, T, hidden)}
     * @param weights the parameters
     * @return a new array {@code (B, 1, T, C)}
     */
    NDArray added(NDArray x, NDArray h, Weights weights) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray mean = scope.of(means.apply(h));
            NDArray covariance = scope.of(squares.apply(scope.of(h.sub(mean))));
            covariance.divi(h.getShape().get(2));
            NDArray byChannel = scope.of(channelMeans.apply(mean, weights.weight(), weights.bias()));
            NDArray all = scope.of(overall.apply(byChannel));
            NDArray inverse = scope.of(rate.apply(covariance, weights.weight(), byChannel, all));
            NDArray rows = scope.of(normed.apply(h, inverse, all));
            NDArray norm = scope.of(scaled.apply(weights.norm(), weights.scale()));
            NDArray shift = scope.of(scaled.apply(weights.shift(), weights.scale()));
            NDArray weight = scope.of(weighted.apply(weights.weight(), weights.bias(), norm));
            return added.apply(x, rows, weight, shift);
        }
    }
}
