// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;
import org.mir4j.models.layer.ScriptedLayer;

/**
 * Any network from a window to its tags, as a module of TorchScript.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}, which is what the module receives; samples, {@code (B, 1, 1, N)}, it receives as
 *       {@code (B, N)}
 *   <li>output: {@code (B, K)}, of which the settings say how it becomes scores
 * </ul>
 */
final class ScriptedTags extends LayerBlock {

    private static final int BANDS = 2;
    private static final int TIME = 3;

    private final int classes;
    private final ScriptedLayer module;

    /**
     * @param classes K
     */
    ScriptedTags(int classes) {
        this.classes = classes;
        module = addChildBlock("module", new ScriptedLayer(this::outputShape, false));
    }

    private Shape outputShape(Shape input) {
        return new Shape(input.get(0), classes);
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray x) {
        Shape shape = x.getShape();
        if (shape.get(BANDS) > 1) {
            return context.through(module, x);
        }
        try (NDArray samples = x.reshape(shape.get(0), shape.get(TIME))) {
            return context.through(module, samples);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {outputShape(inputs[0])};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        module.initialize(manager, type, inputs);
    }
}
