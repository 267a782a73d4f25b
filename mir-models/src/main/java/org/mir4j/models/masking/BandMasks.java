// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.mir4j.models.layer.Pass;
import org.mir4j.models.layer.Temporaries;

/**
 * What makes the masks of a band of {@link BandSplit}, before they are normalised: {@code fc2(tanh(fc1(norm(x))))}.
 *
 * <ul>
 *   <li>input: {@code (B, T / R, N)}, where R frames are read as one
 *   <li>output: {@code (B, S, C, W, T)}
 * </ul>
 *
 * <p>Parameters: {@code norm}, {@code fc1}, {@code fc2}.
 */
final class BandMasks extends AbstractBlock {

    private static final byte VERSION = 1;
    private static final float EPSILON = 1e-5f;

    private final BandSplitSettings settings;
    private final int masks;
    private final int channels;
    private final int width;
    private final LayerNorm norm;
    private final Linear first;
    private final Linear second;

    /**
     * @param settings of the network
     * @param masks how many, S
     * @param channels C
     * @param width bins of the band, W
     */
    BandMasks(BandSplitSettings settings, int masks, int channels, int width) {
        super(VERSION);
        this.settings = settings;
        this.masks = masks;
        this.channels = channels;
        this.width = width;
        norm = addChildBlock(
                "norm", LayerNorm.builder().axis(2).optEpsilon(EPSILON).build());
        first = addChildBlock("fc1", FullyConnected.withBias(settings.features(), settings.head()));
        second = addChildBlock(
                "fc2", FullyConnected.withBias(settings.head(), settings.stride() * masks * channels * width));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        Pass pass = new Pass(parameters, training);
        NDArray features = inputs.singletonOrThrow();
        Shape shape = features.getShape();
        try (Temporaries temporaries = new Temporaries()) {
            NDArray normed = temporaries.of(pass.through(norm, features));
            NDArray hidden =
                    temporaries.of(temporaries.of(pass.through(first, normed)).tanh());
            NDArray rows = temporaries.of(pass.through(second, hidden));
            NDArray split = temporaries.of(
                    rows.reshape(shape.get(0), shape.get(1) * settings.stride(), masks, channels, width));
            return new NDList(split.transpose(0, 2, 3, 4, 1));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), masks, channels, width, inputs[0].get(1) * settings.stride())};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        norm.initialize(manager, type, inputs[0]);
        first.initialize(manager, type, inputs[0]);
        second.initialize(manager, type, new Shape(inputs[0].get(0), inputs[0].get(1), settings.head()));
    }
}
