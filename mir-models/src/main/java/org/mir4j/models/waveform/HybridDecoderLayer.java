// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;

/**
 * One level of the decoder of a hybrid U-Net: a convolution with a gate over what comes from the level inside and from
 * the encoder, residual branches, and a transposed convolution that makes frequencies or steps more.
 *
 * <ul>
 *   <li>input: {@code (B, F, T, channels)}; over time F is 1
 *   <li>output: {@code (B, stride F, T, C)}, or over time {@code (B, 1, N, C)} for as many steps as the encoder received
 * </ul>
 *
 * <p>Parameters: {@code rewrite}, {@code norm1}, {@code dconv}, {@code conv_tr}, {@code norm2}, as far as there are such.
 *
 * <p>Source: Défossez, "Hybrid Spectrogram and Waveform Source Separation", 2021 ({@code HDecLayer}).
 */
final class HybridDecoderLayer extends LayerBlock implements HybridLevel.Decoder {

    private final HybridLayerSettings settings;
    private final int channels;
    private final Container rewrite;
    private final Container norm;
    private final ResidualBranches branches;
    private final Container convolution;
    private final Container lastNorm;
    private final TorchOperator gated;
    private final TorchOperator spread;

    /**
     * @param settings of the level
     * @param channels C
     * @param last whether its output is not activated, as it is the network's
     */
    HybridDecoderLayer(HybridLayerSettings settings, int channels, boolean last) {
        this.settings = settings;
        this.channels = channels;
        int inner = settings.channels();
        convolution = addChildBlock(
                "conv_tr",
                new Container()
                        .with("weight", settings.along(inner, channels, settings.kernel()))
                        .with("bias", channels));
        lastNorm = settings.normed() ? addChildBlock("norm2", Container.affine(channels)) : null;
        spread = TorchOperator.of("x, w, b, g, h", transposed(last));
        if (settings.first()) {
            rewrite = null;
            norm = null;
            branches = null;
            gated = null;
            return;
        }
        int context = settings.sizes().context();
        int reach = 2 * context + 1;
        rewrite = addChildBlock(
                "rewrite",
                Container.affine(
                        settings.banded()
                                ? new long[] {2L * inner, inner, 1, reach}
                                : settings.around(2L * inner, inner, reach)));
        norm = settings.normed() ? addChildBlock("norm1", Container.affine(2L * inner)) : null;
        branches = settings.inDecoder() ? addChildBlock("dconv", settings.branches()) : null;
        String rewritten =
                FeatureMaps.convolution("x", settings.flat("w") + ", b", settings.within(context, !settings.banded()));
        gated = TorchOperator.of("x, w, b, g, h", FeatureMaps.glu(settings.norm(rewritten, "g, h")));
    }

    /**
     * The transposed convolution, as a convolution of one or two steps that gives all steps of a stride as channels,
     * which are then put in their places; the norm, and unless it is the last layer, the activation.
     */
    private String transposed(boolean last) {
        boolean single = settings.merges(); // of all frequencies that come out, and one that goes in
        int taps = single ? 1 : 2;
        int steps = settings.kernel() / taps;
        String bySteps = "torch.permute(torch.reshape(w, [" + settings.channels() + ", " + channels + ", " + taps + ", "
                + steps + "]), [3, 1, 0, 2])";
        String backwards = single ? bySteps : "torch.flip(" + bySteps + ", [3])";
        String weight =
                "torch.unsqueeze(torch.flatten(" + backwards + ", 0, 1), " + (settings.overFrequencies() ? 3 : 2) + ")";
        String parameters = weight + ", torch.repeat(b, [" + steps + "])";
        String padding = settings.padded(taps - 1);
        boolean atOnce = !last && !settings.normed();
        String convolved = atOnce
                ? FeatureMaps.geluConvolution("x", parameters, "[1, 1]", padding)
                : FeatureMaps.convolution("x", parameters, "[1, 1], " + padding + ", [1, 1]");
        String apart = "torch.unflatten(" + convolved + ", -1, [" + steps + ", " + channels + "])";
        String inPlace = settings.overFrequencies()
                ? "torch.flatten(torch.transpose(" + apart + ", 2, 3), 1, 2)"
                : "torch.flatten(" + apart + ", 2, 3)";
        String normed = settings.norm(inPlace, "g, h");
        return last || atOnce ? normed : FeatureMaps.gelu(normed);
    }

    /** Whether it is the mere transposed convolution where the U-Net over samples leaves the other. */
    boolean isConvolutionAlone() {
        return settings.first();
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray x) {
        try (NDArray silence = x.zerosLike();
                NDArray y = gated(context, x, silence)) {
            return spread(context, y, x.getShape().get(2) * settings.stride());
        }
    }

    @Override
    public NDArray gated(ForwardContext context, NDArray x, NDArray skip) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray sum = x == null ? skip : scope.of(x.add(skip));
            NDArray y = gated.apply(
                    sum,
                    rewrite.weight(context, sum),
                    rewrite.bias(context, sum),
                    HybridEncoderLayer.value(norm, "weight", context, sum),
                    HybridEncoderLayer.value(norm, "bias", context, sum));
            if (branches == null) {
                return y;
            }
            scope.of(y);
            Shape shape = y.getShape();
            return HybridLayerSettings.branched(context, branches, y, scope).reshape(shape);
        }
    }

    @Override
    public NDArray spread(ForwardContext context, NDArray y, long steps) {
        NDArray all = spread.apply(
                y,
                convolution.weight(context, y),
                convolution.bias(context, y),
                HybridEncoderLayer.value(lastNorm, "weight", context, y),
                HybridEncoderLayer.value(lastNorm, "bias", context, y));
        int edge = settings.padding();
        if (settings.overFrequencies() && edge == 0) {
            return all;
        }
        try (all) {
            return settings.overFrequencies()
                    ? all.get(new NDIndex(":, {}:{}", edge, all.getShape().get(1) - edge))
                    : all.get(new NDIndex(":, :, {}:{}", edge, edge + steps));
        }
    }

    /** The bias of the transposed convolution, not to be closed. */
    NDArray bias(ForwardContext context, NDArray beside) {
        return convolution.bias(context, beside);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape x = inputs[0];
        long frequencies = settings.overFrequencies() ? x.get(1) * settings.stride() : x.get(1);
        long steps = settings.overFrequencies() ? x.get(2) : x.get(2) * settings.stride();
        return new Shape[] {new Shape(x.get(0), frequencies, steps, channels)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape sequence = new Shape(1, 1, 1, settings.channels());
        getChildren().values().forEach(block -> block.initialize(manager, type, sequence));
    }
}
