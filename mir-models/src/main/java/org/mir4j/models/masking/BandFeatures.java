// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.mir4j.models.layer.Pass;
import org.mir4j.models.layer.Temporaries;

/**
 * The features of a band of {@link BandSplit}: one fully connected layer over its channels and bins, and over the frames
 * that are read as one, R.
 *
 * <ul>
 *   <li>input: {@code (B, C, W, T)}, W bins, T a multiple of R
 *   <li>output: {@code (B, T / R, N)}
 * </ul>
 *
 * <p>Parameters: {@code fc}.
 */
final class BandFeatures extends AbstractBlock {

    private static final byte VERSION = 1;

    private final int features;
    private final int stride;
    private final int inputs;
    private final Linear layer;

    /**
     * @param settings of the network
     * @param width numbers a frame, C W
     */
    BandFeatures(BandSplitSettings settings, int width) {
        super(VERSION);
        features = settings.features();
        stride = settings.stride();
        inputs = stride * width;
        layer = addChildBlock("fc", FullyConnected.withBias(inputs, features));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray band = inputs.singletonOrThrow();
        Shape shape = band.getShape();
        try (Temporaries temporaries = new Temporaries()) {
            NDArray frames = temporaries.of(band.transpose(0, 3, 1, 2));
            NDArray rows = temporaries.of(frames.reshape(shape.get(0), shape.get(3) / stride, this.inputs));
            return new NDList(new Pass(parameters, training).through(layer, rows));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), inputs[0].get(3) / stride, features)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        layer.initialize(manager, type, new Shape(inputs[0].get(0), inputs[0].get(3) / stride, this.inputs));
    }
}
