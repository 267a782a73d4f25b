// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.layer.ConvNorm;
import org.mir4j.models.layer.ForwardContext;

/**
 * MobileNetV3-Large of any width over spectrograms.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, T / 32, E)}: the mean over the frequencies that are left
 * </ul>
 *
 * <p>Source: Schmid, Koutini, Widmer, "Efficient large-scale audio tagging via transformer-to-CNN knowledge
 * distillation", ICASSP 2023, after Howard et al., "Searching for MobileNetV3", ICCV 2019.
 */
final class MobileNetEncoder extends Encoder {

    private static final float EPSILON = 1e-3f;
    private static final int STEM_STRIDE = 2;

    /** Channels are multiples of this. */
    private static final int DIVISOR = 8;

    private static final int STEM_CHANNELS = 16;
    private static final int SQUEEZE = 4;
    private static final int HEAD = 6;

    /**
     * MobileNetV3-Large's table: kernel, expanded, out, squeeze-and-excitation, hard swish, stride (Howard et al.,
     * ICCV 2019, table 1).
     */
    private static final int[][] TABLE = {
        {3, 16, 16, 0, 0, 1},
        {3, 64, 24, 0, 0, 2},
        {3, 72, 24, 0, 0, 1},
        {5, 72, 40, 1, 0, 2},
        {5, 120, 40, 1, 0, 1},
        {5, 120, 40, 1, 0, 1},
        {3, 240, 80, 0, 1, 2},
        {3, 200, 80, 0, 1, 1},
        {3, 184, 80, 0, 1, 1},
        {3, 184, 80, 0, 1, 1},
        {3, 480, 112, 1, 1, 1},
        {3, 672, 112, 1, 1, 1},
        {5, 672, 160, 1, 1, 2},
        {5, 960, 160, 1, 1, 1},
        {5, 960, 160, 1, 1, 1},
    };

    private final List<AbstractBlock> layers = new ArrayList<>();
    private final List<Integer> strides = new ArrayList<>();
    private final ConvNorm stem;
    private final ConvNorm head;

    /**
     * @param settings the width
     */
    MobileNetEncoder(EncoderSettings.MobileNet settings) {
        int stemChannels = channels(STEM_CHANNELS, settings.width());
        ConvNorm.Settings first = ConvNorm.Settings.same(stemChannels, new Shape(3, 3), STEM_STRIDE)
                .withoutBias();
        stem = addChildBlock("stem", new ConvNorm(first, EPSILON));
        strides.add(STEM_STRIDE);
        for (InvertedResidual.Settings block : blocks(settings.width())) {
            strides.add(block.stride());
            layers.add(addChildBlock("block" + (layers.size() + 1), new InvertedResidual(block, EPSILON)));
        }
        ConvNorm.Settings last = ConvNorm.Settings.same(
                        HEAD * channels(TABLE[TABLE.length - 1][2], settings.width()), new Shape(1, 1))
                .withoutBias();
        head = addChildBlock("head", new ConvNorm(last, EPSILON));
    }

    /** The rows of the table with channels for a width. */
    private static List<InvertedResidual.Settings> blocks(double width) {
        List<InvertedResidual.Settings> blocks = new ArrayList<>();
        int in = channels(STEM_CHANNELS, width);
        for (int[] row : TABLE) {
            int expanded = channels(row[1], width);
            int out = channels(row[2], width);
            int bottleneck = row[3] == 1 ? divisible(expanded / SQUEEZE) : 0;
            Activations activation = row[4] == 1 ? Activations.HARD_SWISH : Activations.RELU;
            blocks.add(new InvertedResidual.Settings(in, row[0], expanded, out, bottleneck, activation, row[5]));
            in = out;
        }
        return blocks;
    }

    private static int channels(int full, double width) {
        return divisible(full * width);
    }

    /** The nearest multiple of the divisor that is at most a tenth below. */
    private static int divisible(double channels) {
        int nearest = Math.max(DIVISOR, (int) (channels + DIVISOR / 2.0) / DIVISOR * DIVISOR);
        return nearest < 0.9 * channels ? nearest + DIVISOR : nearest;
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray spectrogram) {
        NDArray x = Activations.HARD_SWISH.apply(context.through(stem, spectrogram));
        for (AbstractBlock layer : layers) {
            try (NDArray input = x) {
                x = context.through(layer, input);
            }
        }
        try (NDArray features = Activations.HARD_SWISH.apply(context.through(head, x))) {
            return averaged(features);
        }
    }

    @Override
    Shape encodedShape(Shape spectrogram) {
        Shape[] shapes = stem.getOutputShapes(new Shape[] {spectrogram});
        for (AbstractBlock layer : layers) {
            shapes = layer.getOutputShapes(shapes);
        }
        return averaged(head.getOutputShapes(shapes)[0]);
    }

    @Override
    int encodedFrames(int frames) {
        int left = frames;
        for (int stride : strides) {
            left = strided(left, stride);
        }
        return left;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        stem.initialize(manager, type, inputs);
        Shape[] shapes = stem.getOutputShapes(inputs);
        for (AbstractBlock layer : layers) {
            layer.initialize(manager, type, shapes);
            shapes = layer.getOutputShapes(shapes);
        }
        head.initialize(manager, type, shapes);
    }
}
