// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;

/**
 * One level of the encoder of a hybrid U-Net: a convolution that makes frequencies or steps fewer, residual branches,
 * and a convolution with a gate.
 *
 * <ul>
 *   <li>input: {@code (B, F, T, C)}; over time F is 1
 *   <li>output: {@code (B, F / stride, T, channels)} or {@code (B, 1, T / stride, channels)}, rounded up
 * </ul>
 *
 * <p>Parameters: {@code conv}, {@code norm1}, {@code dconv}, {@code rewrite}, {@code norm2}, as far as there are such.
 *
 * <p>Source: Défossez, "Hybrid Spectrogram and Waveform Source Separation", 2021 ({@code HEncLayer}).
 */
final class HybridEncoderLayer extends LayerBlock implements HybridLevel.Encoder {

    private final HybridLayerSettings settings;
    private final Container convolution;
    private final Container norm;
    private final ResidualBranches branches;
    private final Container rewrite;
    private final Container lastNorm;
    private final TorchOperator convolved;
    private final TorchOperator convolvedAtOnce; // with the activation, where nothing comes between
    private final TorchOperator activated;
    private final TorchOperator gated;

    /**
     * @param settings of the level
     * @param rawChannels C
     */
    HybridEncoderLayer(HybridLayerSettings settings, int rawChannels) {
        this.settings = settings;
        int channels = settings.channels();
        convolution = addChildBlock("conv", Container.affine(settings.along(channels, rawChannels, settings.kernel())));
        convolved = TorchOperator.of(
                "x, w, b", FeatureMaps.convolution("x", settings.flat("w") + ", b", settings.downwards()));
        convolvedAtOnce = TorchOperator.of(
                "x, w, b",
                FeatureMaps.geluConvolution(
                        "x", settings.flat("w") + ", b", settings.strides(), settings.padded(settings.padding())));
        if (settings.first()) {
            norm = null;
            branches = null;
            rewrite = null;
            lastNorm = null;
            activated = null;
            gated = null;
            return;
        }
        norm = settings.normed() ? addChildBlock("norm1", Container.affine(channels)) : null;
        int context = settings.encoderContext();
        rewrite = addChildBlock("rewrite", Container.affine(settings.around(2 * channels, channels, 2 * context + 1)));
        lastNorm = settings.normed() ? addChildBlock("norm2", Container.affine(2L * channels)) : null;
        branches = settings.inEncoder() ? addChildBlock("dconv", settings.branches()) : null;
        activated = TorchOperator.of("x, g, h", FeatureMaps.gelu(settings.norm("x", "g, h")));
        gated = TorchOperator.of("x, w, b, g, h", gated(context));
    }

    private String gated(int context) {
        int channels = settings.channels();
        if (context == 0 && !settings.normed()) {
            return Linear.gated("x", "torch.flatten(w, 1)", "b", channels);
        }
        String rewritten = FeatureMaps.convolution("x", settings.flat("w") + ", b", settings.within(context, true));
        return FeatureMaps.glu(settings.norm(rewritten, "g, h"));
    }

    /** Whether it is the mere convolution before the U-Net over samples joins the other. */
    boolean isConvolutionAlone() {
        return settings.first();
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray x) {
        return apply(context, x, null);
    }

    @Override
    public NDArray apply(ForwardContext context, NDArray x, NDArray joining) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray input = settings.wholeStrides(x, scope);
            NDArray y = convolved(context, input, joining, scope);
            if (settings.first()) {
                return y;
            }
            scope.of(y);
            y = branches == null ? y : HybridLayerSettings.branched(context, branches, y, scope);
            return gated.apply(
                    y,
                    rewrite.weight(context, y),
                    rewrite.bias(context, y),
                    value(lastNorm, "weight", context, y),
                    value(lastNorm, "bias", context, y));
        }
    }

    /** The convolution, and if it is not alone, the activation. */
    private NDArray convolved(ForwardContext context, NDArray x, NDArray joining, ArrayScope scope) {
        NDArray weight = convolution.weight(context, x);
        NDArray bias = convolution.bias(context, x);
        if (settings.first()) {
            return convolved.apply(x, weight, bias);
        }
        if (joining == null && !settings.normed()) {
            return convolvedAtOnce.apply(x, weight, bias);
        }
        NDArray y = scope.of(convolved.apply(x, weight, bias));
        y = joining == null ? y : scope.of(y.add(joining));
        return activated.apply(y, value(norm, "weight", context, y), value(norm, "bias", context, y));
    }

    /** A parameter of a norm; anything where there is no norm. */
    static NDArray value(Container norm, String name, ForwardContext context, NDArray beside) {
        return norm == null ? beside : norm.value(context, name, beside);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {settings.down(inputs[0])};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape sequence = new Shape(1, 1, 1, settings.channels());
        getChildren().values().forEach(block -> block.initialize(manager, type, sequence));
    }
}
