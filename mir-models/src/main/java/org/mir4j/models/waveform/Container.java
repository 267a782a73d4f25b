// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;

/**
 * Parameters and blocks under the names that PyTorch gives them, which the block around this one applies: often several
 * in one operator.
 */
final class Container extends LayerBlock {

    private final Map<String, Parameter> byName = new LinkedHashMap<>();

    /** An empty one. */
    Container() {}

    /** A weight and a bias: one number for each output, which is the first axis of the weight. */
    static Container affine(long... weight) {
        return new Container().with("weight", weight).with("bias", weight[0]);
    }

    /** Adds a parameter, and returns this. */
    Container with(String name, long... shape) {
        boolean isBias = name.startsWith("bias");
        byName.put(
                name,
                addParameter(Parameter.builder()
                        .setName(name)
                        .setType(isBias ? Parameter.Type.BIAS : Parameter.Type.WEIGHT)
                        .optShape(new Shape(shape))
                        .build()));
        return this;
    }

    /** Adds a block, and returns it. */
    <T extends Block> T child(String name, T block) {
        return addChildBlock(name, block);
    }

    /** The value of a parameter, not to be closed. */
    NDArray value(ForwardContext context, String name, NDArray beside) {
        return context.value(byName.get(name), beside);
    }

    /** The value of {@code weight}, not to be closed. */
    NDArray weight(ForwardContext context, NDArray beside) {
        return value(context, "weight", beside);
    }

    /** The value of {@code bias}, not to be closed. */
    NDArray bias(ForwardContext context, NDArray beside) {
        return value(context, "bias", beside);
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray x) {
        throw new IllegalStateException("the block around these parameters applies them");
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        getChildren().values().forEach(block -> block.initialize(manager, type, inputs));
    }
}
