// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mir4j.models.engine.TorchOperator;

/**
 * A layer that is one expression of TorchScript over its input {@code x} and its parameters: several operators in one
 * call, without an array between them that Java would have to close.
 *
 * <p>Parameters: those that it is given, in the order in which the expression may name them. Statistics of a batch norm
 * are read and never changed.
 */
public final class OperatorLayer extends LayerBlock implements Foldable {

    private static final Set<Parameter.Type> STATISTICS =
            EnumSet.of(Parameter.Type.RUNNING_MEAN, Parameter.Type.RUNNING_VAR);

    private final TorchOperator operator;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Geometry geometry;

    /**
     * A parameter.
     *
     * @param name as PyTorch has it, such as {@code weight}
     * @param type says what it starts from in training
     * @param shape of it
     */
    public record Named(String name, Parameter.Type type, Shape shape) {}

    /** What comes out of a layer. */
    public interface Geometry {

        /**
         * The shape that comes out.
         *
         * @param input the shape that goes in
         * @return the shape
         */
        Shape output(Shape input);
    }

    /**
     * @param expression of one tensor
     * @param named the parameters
     * @param geometry of what comes out
     */
    public OperatorLayer(String expression, List<Named> named, Geometry geometry) {
        this.geometry = geometry;
        StringBuilder inputs = new StringBuilder("x");
        for (Named each : named) {
            inputs.append(", ").append(each.name());
            parameters.add(addParameter(Parameter.builder()
                    .setName(each.name())
                    .setType(each.type())
                    .optRequiresGrad(!STATISTICS.contains(each.type()))
                    .optShape(each.shape())
                    .build()));
        }
        operator = TorchOperator.of(inputs.toString(), expression);
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray x) {
        NDArray[] inputs = new NDArray[parameters.size() + 1];
        inputs[0] = x;
        for (int i = 0; i < parameters.size(); i++) {
            inputs[i + 1] = context.value(parameters.get(i), x);
        }
        return operator.apply(inputs);
    }

    /** Lays filters out with their channels side by side. */
    @Override
    public void fold() {
        parameters.stream()
                .filter(parameter -> parameter.getType() == Parameter.Type.WEIGHT)
                .forEach(ChannelsLast::lay);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {geometry.output(inputs[0])};
    }
}
