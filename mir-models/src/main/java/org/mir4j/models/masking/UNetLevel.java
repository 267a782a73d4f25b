// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ConvNorm;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;
import org.mir4j.models.layer.UpConvNorm;
import org.mir4j.models.masking.MaskNetworkSettings.UNetSettings;

/**
 * A level of {@link UNet}: a convolution that halves or doubles frequencies and frames, an activation, dropout, and
 * what then refines the result: 3x3 convolutions, {@code x + ReLU(BN(conv(x)))}, and {@link TimeDistributed} layers.
 *
 * <ul>
 *   <li>input: {@code (B, in, F, T)}, on the way down both even
 *   <li>output: {@code (B, out, F / 2, T / 2)} or {@code (B, out, 2 F, 2 T)}
 * </ul>
 *
 * <p>Parameters: {@code main}, {@code block1} and so on, {@code tdf}.
 */
final class UNetLevel extends LayerBlock {

    private static final float EPSILON = 1e-5f;
    private static final float SLOPE = 0.2f;
    private static final Shape SQUARE = new Shape(3, 3);

    private final Block main;
    private final UnaryOperator<NDArray> activation;
    private final float dropout;
    private final List<ConvNorm> blocks = new ArrayList<>();
    private final TimeDistributed overFrequency;

    /** What is the same on the way down and up. */
    private UNetLevel(UNetSettings settings, Block main, int out, int frequencies, boolean down, double dropout) {
        this.main = addChildBlock("main", main);
        this.dropout = (float) dropout;
        activation = down ? x -> Activation.leakyRelu(x, SLOPE) : Activation::relu;
        ConvNorm.Settings block = ConvNorm.Settings.same(out, SQUARE).withoutBias();
        for (int number = 1; number <= settings.blocks(); number++) {
            blocks.add(addChildBlock("block" + number, new ConvNorm(block, EPSILON)));
        }
        overFrequency = settings.timeDistributed() == 0
                ? null
                : addChildBlock("tdf", new TimeDistributed(frequencies, settings.timeDistributed()));
    }

    /**
     * A level of the encoder.
     *
     * @param settings of the network
     * @param out channels that come out
     * @param frequencies that come out
     * @return the level
     */
    static UNetLevel down(UNetSettings settings, int out, int frequencies) {
        Shape kernel = new Shape(settings.kernel(), settings.kernel());
        ConvNorm.Settings halving = ConvNorm.Settings.same(out, kernel, 2).withoutBias();
        return new UNetLevel(settings, new ConvNorm(halving, EPSILON), out, frequencies, true, 0);
    }

    /**
     * A level of the decoder.
     *
     * @param settings of the network
     * @param in channels that come in
     * @param out channels that come out
     * @param frequencies that come out
     * @param dropout the part of features that is left out in training
     * @return the level
     */
    static UNetLevel up(UNetSettings settings, int in, int out, int frequencies, double dropout) {
        UpConvNorm.Settings doubling = new UpConvNorm.Settings(settings.decoder(), in, out, settings.kernel());
        return new UNetLevel(settings, new UpConvNorm(doubling, EPSILON), out, frequencies, false, dropout);
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray image) {
        NDArray y = then(context.through(main, image), activation);
        if (context.training() && dropout > 0) {
            y = then(y, x -> Dropout.dropout(x, dropout, true).singletonOrThrow());
        }
        for (ConvNorm block : blocks) {
            y = then(y, x -> refined(context, block, x));
        }
        return overFrequency == null ? y : then(y, x -> context.through(overFrequency, x));
    }

    private static NDArray refined(ForwardContext context, ConvNorm block, NDArray x) {
        try (NDArray filtered = context.through(block, x);
                NDArray changes = Activation.relu(filtered)) {
            return x.add(changes);
        }
    }

    /** The next step, without keeping what is large and no longer needed. */
    private static NDArray then(NDArray x, UnaryOperator<NDArray> step) {
        try (x) {
            return step.apply(x);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return main.getOutputShapes(inputs);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        main.initialize(manager, type, inputs);
        Shape[] refined = main.getOutputShapes(inputs);
        blocks.forEach(block -> block.initialize(manager, type, refined));
        if (overFrequency != null) {
            overFrequency.initialize(manager, type, refined);
        }
    }

    /**
     * Two fully connected layers over frequency, the same for every channel and frame, added to their input:
     * {@code y = x + ReLU(BN(fc2(ReLU(BN(fc1(x))))))}. What is far apart in frequency, such as harmonics, meets here.
     *
     * <ul>
     *   <li>input: {@code (B, C, F, T)}
     *   <li>output: the same shape
     * </ul>
     *
     * <p>Parameters: {@code fc1.weight} {@code (bottleneck, F)}, {@code fc2.weight} {@code (F, bottleneck)}, and the
     * batch norms {@code bn1} and {@code bn2} over channels.
     *
     * <p>Source: Choi et al., "Investigating U-Nets with various intermediate blocks for spectrogram-based singing
     * voice separation", ISMIR 2020.
     */
    private static final class TimeDistributed extends LayerBlock {

        private static final float EPSILON = 1e-5f;

        private final int frequencies;
        private final int bottleneck;
        private final Linear narrowing;
        private final BatchNorm narrowNorm;
        private final Linear widening;
        private final BatchNorm wideNorm;

        /**
         * @param frequencies F
         * @param factor by which the first layer divides them
         */
        TimeDistributed(int frequencies, int factor) {
            this.frequencies = frequencies;
            bottleneck = Math.max(1, frequencies / factor);
            narrowing = addChildBlock("fc1", MaskNetwork.denseWithoutBias(frequencies, bottleneck));
            narrowNorm = addChildBlock("bn1", norm());
            widening = addChildBlock("fc2", MaskNetwork.denseWithoutBias(bottleneck, frequencies));
            wideNorm = addChildBlock("bn2", norm());
        }

        private static BatchNorm norm() {
            return BatchNorm.builder().optEpsilon(EPSILON).build();
        }

        @Override
        protected NDArray apply(ForwardContext context, NDArray x) {
            try (ArrayScope scope = new ArrayScope()) {
                NDArray frames = scope.of(x.transpose(0, 1, 3, 2));
                NDArray narrow = scope.of(context.through(narrowing, frames));
                NDArray code = scope.of(Activation.relu(scope.of(context.through(narrowNorm, narrow))));
                NDArray wide = scope.of(context.through(widening, code));
                NDArray changes = scope.of(Activation.relu(scope.of(context.through(wideNorm, wide))));
                return x.add(scope.of(changes.transpose(0, 1, 3, 2)));
            }
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {inputs[0]};
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            Shape image = inputs[0];
            Shape narrow = new Shape(image.get(0), image.get(1), image.get(3), bottleneck);
            Shape wide = new Shape(image.get(0), image.get(1), image.get(3), frequencies);
            narrowing.initialize(manager, type, wide);
            narrowNorm.initialize(manager, type, narrow);
            widening.initialize(manager, type, narrow);
            wideNorm.initialize(manager, type, wide);
        }
    }
}
