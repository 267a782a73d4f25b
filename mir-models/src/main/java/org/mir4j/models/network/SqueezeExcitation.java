// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;

/**
 * Weighs channels by what all of the input says: a mean over frequency and time, two dense layers, a sigmoid.
 *
 * <ul>
 *   <li>input: {@code (B, C, F, T)} or {@code (B, C, T)}
 *   <li>output: the same shape, every channel multiplied by its weight in (0, 1)
 * </ul>
 *
 * <p>Parameters: {@code fc1} and {@code fc2}, {@code weight} and {@code bias} each.
 *
 * <p>Source: Hu, Shen, Sun, "Squeeze-and-excitation networks", CVPR 2018.
 */
final class SqueezeExcitation extends LayerBlock {

    private final Linear squeeze;
    private final Linear excite;

    /**
     * @param channels C
     * @param bottleneck features between the two dense layers
     */
    SqueezeExcitation(int channels, int bottleneck) {
        squeeze = addChildBlock("fc1", Linear.builder().setUnits(bottleneck).build());
        excite = addChildBlock("fc2", Linear.builder().setUnits(channels).build());
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray x) {
        NDArray means = x;
        for (int axis = x.getShape().dimension() - 1; axis > 1; axis--) {
            means = means.mean(new int[] {axis});
        }
        NDArray squeezed = Activation.relu(context.through(squeeze, means));
        NDArray weights = Activation.sigmoid(context.through(excite, squeezed));
        for (int axis = 2; axis < x.getShape().dimension(); axis++) {
            weights = weights.expandDims(axis);
        }
        return x.mul(weights);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape means = new Shape(inputs[0].get(0), inputs[0].get(1));
        squeeze.initialize(manager, type, means);
        excite.initialize(manager, type, squeeze.getOutputShapes(new Shape[] {means}));
    }
}
