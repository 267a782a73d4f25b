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
import org.mir4j.models.layer.InvertedResidual;

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
public final class MobileNet extends Encoder {

    private static final float EPSILON = 1e-3f;
    private static final int STEM_STRIDE = 2;

    private final List<AbstractBlock> layers = new ArrayList<>();
    private final List<Integer> strides = new ArrayList<>();
    private final ConvNorm stem;
    private final ConvNorm head;

    /**
     * @param settings the width
     */
    public MobileNet(MobileNetSettings settings) {
        ConvNorm.Settings first = ConvNorm.Settings.same(settings.stemChannels(), new Shape(3, 3), STEM_STRIDE)
                .withoutBias();
        stem = addChildBlock("stem", new ConvNorm(first, EPSILON));
        strides.add(STEM_STRIDE);
        for (InvertedResidual.Settings block : settings.blocks()) {
            strides.add(block.stride());
            layers.add(addChildBlock("block" + (layers.size() + 1), new InvertedResidual(block, EPSILON)));
        }
        ConvNorm.Settings last =
                ConvNorm.Settings.same(settings.headChannels(), new Shape(1, 1)).withoutBias();
        head = addChildBlock("head", new ConvNorm(last, EPSILON));
    }

    @Override
    NDArray encode(ForwardContext context, NDArray spectrogram) {
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
