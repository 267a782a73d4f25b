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
import org.mir4j.models.layer.LayerBlock;

/**
 * Dense residual branches of Demucs: each adds to its input what a dilated convolution over time, through fewer
 * channels, makes of it; optionally with a recurrent network and local attention between its layers.
 *
 * <ul>
 *   <li>input: {@code (B, 1, T, C)}
 *   <li>output: the same shape
 * </ul>
 *
 * <p>Parameters: {@code layers.d.i} of branch d: the convolution is 0, its norm 1, then the recurrent network and the
 * attention, where there are any, and the linear layer, its norm, and, two further, the scale of each channel.
 *
 * <p>Source: Défossez, "Hybrid Spectrogram and Waveform Source Separation", 2021, section 3.2 ({@code DConv}).
 */
final class ResidualBranches extends LayerBlock {

    private static final int KERNEL = 3;
    private static final int MIDDLE = 3; // the place between the layers of a branch

    private final List<Branch> branches = new ArrayList<>();

    /**
     * What is inside of branches.
     *
     * @param settings how many there are, and how narrow
     * @param recurrent whether they have a recurrent network
     * @param attentive whether they have local attention
     */
    record Inside(HybridUNetSettings.Residual settings, boolean recurrent, boolean attentive) {}

    /**
     * @param inside what is in them
     * @param channels C
     */
    ResidualBranches(Inside inside, int channels) {
        Container layers = addChildBlock("layers", new Container());
        for (int d = 0; d < inside.settings().depth(); d++) {
            branches.add(layers.child(Integer.toString(d), new Branch(inside, channels, 1 << d)));
        }
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray x) {
        NDArray y = x;
        for (Branch branch : branches) {
            NDArray next = context.through(branch, y);
            if (y != x) {
                y.close();
            }
            y = next;
        }
        return y;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        getChildren().values().forEach(block -> block.initialize(manager, type, inputs));
    }

    /** One of them. */
    private static final class Branch extends LayerBlock {

        private final int hidden;
        private final Container convolution;
        private final Container norm;
        private final FramedLstm lstm;
        private final LocalAttention attention;
        private final Container expansion;
        private final Container lastNorm;
        private final Container scale;
        private final TorchOperator before;
        private final NormedGate gate;

        Branch(Inside inside, int channels, int dilation) {
            hidden = (int) (channels / inside.settings().compression());
            if (hidden < 1) {
                throw new IllegalArgumentException(
                        "residual branches of " + channels + " channels cannot be compressed by "
                                + inside.settings().compression());
            }
            convolution = addChildBlock("0", Container.affine(hidden, channels, KERNEL));
            norm = addChildBlock("1", Container.affine(hidden));
            int place = MIDDLE;
            lstm = inside.recurrent() ? addChildBlock(Integer.toString(place++), new FramedLstm(hidden)) : null;
            attention =
                    inside.attentive() ? addChildBlock(Integer.toString(place++), new LocalAttention(hidden)) : null;
            expansion = addChildBlock(Integer.toString(place++), Container.affine(2L * channels, hidden, 1));
            lastNorm = addChildBlock(Integer.toString(place++), Container.affine(2L * channels));
            scale = addChildBlock(Integer.toString(place + 1), new Container().with("scale", channels));
            String geometry = "[1, 1], [0, " + dilation + "], [1, " + dilation + "]";
            String convolved = FeatureMaps.convolution("x", "torch.unsqueeze(w, 2), b", geometry);
            before = TorchOperator.of("x, w, b, g, h", FeatureMaps.gelu(FeatureMaps.groupNorm(convolved, 1, "g, h")));
            gate = new NormedGate(channels);
        }

        @Override
        protected NDArray apply(ForwardContext context, NDArray x) {
            try (ArrayScope scope = new ArrayScope()) {
                NDArray y = scope.of(before.apply(
                        x,
                        convolution.weight(context, x),
                        convolution.bias(context, x),
                        norm.weight(context, x),
                        norm.bias(context, x)));
                y = lstm == null ? y : scope.of(context.through(lstm, y));
                y = attention == null ? y : scope.of(context.through(attention, y));
                NormedGate.Weights weights = new NormedGate.Weights(
                        expansion.weight(context, x),
                        expansion.bias(context, x),
                        lastNorm.weight(context, x),
                        lastNorm.bias(context, x),
                        scale.value(context, "scale", x));
                return gate.added(x, y, weights);
            }
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            Shape inner = new Shape(inputs[0].get(0), 1, inputs[0].get(2), hidden);
            getChildren().values().forEach(block -> block.initialize(manager, type, inner));
        }
    }
}
