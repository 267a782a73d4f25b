// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * Two transformers, one over all frequencies and frames of a spectrogram and one over samples: in every other layer each
 * attends to itself, and in those between to the other.
 *
 * <p>Parameters: {@code norm_in}, {@code norm_in_t}, {@code layers}, {@code layers_t}.
 *
 * <p>Source: Rouard, Massa, Défossez, "Hybrid Transformers for Music Source Separation", ICASSP 2023
 * ({@code CrossTransformerEncoder}); positions: Vaswani et al., "Attention is all you need", 2017, and over two axes Wang,
 * Liu, "Translating math formula images to LaTeX sequences", 2021.
 */
final class CrossTransformer {

    private final HtDemucsSettings.Transformer settings;
    private final int features;
    private final Container norm;
    private final Container timeNorm;
    private final List<CrossTransformerLayer> layers = new ArrayList<>();
    private final List<CrossTransformerLayer> timeLayers = new ArrayList<>();
    private final TorchOperator begun;
    private final TorchOperator gridPositions;
    private final TorchOperator linePositions;

    /** What both transformers receive, and give. Each array is {@code (B, positions, features)}. */
    record Sequences(NDArray spectrogram, NDArray samples) {}

    /**
     * @param settings of the transformers
     * @param features of a position
     * @param parameters receives theirs
     */
    CrossTransformer(HtDemucsSettings.Transformer settings, int features, Container parameters) {
        this.settings = settings;
        this.features = features;
        norm = parameters.child("norm_in", Container.affine(features));
        timeNorm = parameters.child("norm_in_t", Container.affine(features));
        Container all = parameters.child("layers", new Container());
        Container allTime = parameters.child("layers_t", new Container());
        for (int i = 0; i < settings.layers(); i++) {
            boolean crosses = (i % 2 == 0) == settings.crossFirst();
            layers.add(all.child(Integer.toString(i), new CrossTransformerLayer(settings, features, crosses)));
            timeLayers.add(allTime.child(Integer.toString(i), new CrossTransformerLayer(settings, features, crosses)));
        }
        begun = TorchOperator.of(
                "x, w, b, p",
                "torch.add(" + CrossTransformerLayer.norm("x", features, "w, b") + ", torch.mul(p, "
                        + settings.positionWeight() + "))");
        gridPositions = TorchOperator.of("f, t, a", grid(features / 2, settings.maxPeriod()));
        linePositions = TorchOperator.of("t, a", line(features / 2, settings.maxPeriod()));
    }

    /** {@code (T F, features)} of frequencies, frames and even numbers below half the features: sine, cosine in turn. */
    private static String grid(int half, double maxPeriod) {
        String rates = "torch.exp(torch.mul(a, " + -Math.log(maxPeriod) / half + "))";
        String frames = "torch.unsqueeze(" + alternating("t", rates) + ", 1)";
        String frequencies = "torch.unsqueeze(" + alternating("f", rates) + ", 0)";
        // broadcast against each other by adding what is zero
        return "torch.flatten(torch.cat([torch.add(" + frames + ", torch.mul(" + frequencies + ", 0)), torch.add("
                + frequencies + ", torch.mul(" + frames + ", 0))], -1), 0, 1)";
    }

    private static String alternating(String positions, String rates) {
        String phases = "torch.mul(torch.unsqueeze(" + positions + ", 1), " + rates + ")";
        return "torch.flatten(torch.stack([torch.sin(" + phases + "), torch.cos(" + phases + ")], -1), 1)";
    }

    /** {@code (N, features)} of positions and numbers below half the features: all cosines before all sines. */
    private static String line(int half, double maxPeriod) {
        String periods = "torch.pow(" + maxPeriod + ", torch.div(a, " + (half - 1) + "))";
        String phases = "torch.div(torch.unsqueeze(t, 1), " + periods + ")";
        return "torch.cat([torch.cos(" + phases + "), torch.sin(" + phases + ")], -1)";
    }

    /**
     * Sends both through all layers.
     *
     * @param context the forward pass
     * @param input the spectrogram by frames, each frequency by frequency, and the samples; both are closed
     * @param frequencies of the spectrogram
     * @return new arrays of the same shapes
     */
    Sequences apply(ForwardContext context, Sequences input, long frequencies) {
        NDArray x = input.spectrogram();
        NDArray samples = input.samples();
        NDManager manager = x.getManager();
        try (ArrayScope scope = new ArrayScope()) {
            NDArray bins = scope.of(manager.arange((float) frequencies));
            NDArray frames = scope.of(manager.arange((float) (x.getShape().get(1) / frequencies)));
            NDArray even = scope.of(manager.arange(0f, features / 2f, 2f));
            NDArray grid = scope.of(gridPositions.apply(bins, frames, even));
            NDArray steps = scope.of(manager.arange((float) samples.getShape().get(1)));
            NDArray numbers = scope.of(manager.arange(features / 2f));
            NDArray line = scope.of(linePositions.apply(steps, numbers));
            Sequences both = new Sequences(
                    begun.apply(scope.of(x), norm.weight(context, x), norm.bias(context, x), grid),
                    begun.apply(scope.of(samples), timeNorm.weight(context, x), timeNorm.bias(context, x), line));
            for (int i = 0; i < settings.layers(); i++) {
                Sequences next = new Sequences(
                        layers.get(i).apply(context, both.spectrogram(), both.samples()),
                        timeLayers.get(i).apply(context, both.samples(), both.spectrogram()));
                both.spectrogram().close();
                both.samples().close();
                both = next;
            }
            return both;
        }
    }

    void initialize(NDManager manager, DataType type, Container parameters) {
        parameters.initialize(manager, type, new Shape(1, 1, features));
    }
}
