// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;

/**
 * A dense layer from an embedding to one logit per class, after at most one hidden layer.
 *
 * <ul>
 *   <li>input: {@code (B, E)}, or {@code (B, T, E)} to classify every frame by itself
 *   <li>output: {@code (B, K)} or {@code (B, T, K)}, logits
 * </ul>
 *
 * <p>Parameters: {@code hidden} and {@code norm} where there are any, {@code output}.
 */
final class DenseClassifier extends LayerBlock {

    private final NetworkSettings.Classifier settings;
    private final Linear hidden;
    private final BatchNorm norm;
    private final Linear output;
    private final Dropout dropout;

    /**
     * @param settings the hidden layer
     * @param classes K
     */
    DenseClassifier(NetworkSettings.Classifier settings, int classes) {
        this.settings = settings;
        hidden = settings.hidden() == 0
                ? null
                : addChildBlock(
                        "hidden", Linear.builder().setUnits(settings.hidden()).build());
        norm = settings.norm() ? addChildBlock("norm", BatchNorm.builder().build()) : null;
        output = addChildBlock("output", Linear.builder().setUnits(classes).build());
        dropout = settings.dropout() == 0
                ? null
                : addChildBlock(
                        "dropout",
                        Dropout.builder().optRate((float) settings.dropout()).build());
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray input) {
        Shape shape = input.getShape();
        boolean framewise = shape.dimension() == 3;
        NDArray x = framewise ? input.reshape(-1, shape.get(2)) : input; // batch norm takes the second axis
        NDArray logits = context.through(output, dropped(context, features(context, x)));
        return framewise ? logits.reshape(shape.get(0), shape.get(1), -1) : logits;
    }

    private NDArray features(ForwardContext context, NDArray x) {
        NDArray features = hidden == null ? x : context.through(hidden, dropped(context, x));
        NDArray normed = norm == null ? features : context.through(norm, features);
        return settings.activation().apply(normed);
    }

    private NDArray dropped(ForwardContext context, NDArray x) {
        return dropout == null ? x : context.through(dropout, x);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return output.getOutputShapes(hidden == null ? inputs : hidden.getOutputShapes(inputs));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape[] shapes = {new Shape(1, inputs[0].get(inputs[0].dimension() - 1))};
        if (hidden != null) {
            hidden.initialize(manager, type, shapes);
            shapes = hidden.getOutputShapes(shapes);
        }
        if (norm != null) {
            norm.initialize(manager, type, shapes);
        }
        output.initialize(manager, type, shapes);
    }
}
