// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.util.PairList;
import org.mir4j.models.layer.Constants;
import org.mir4j.models.layer.ForwardContext;

/**
 * How well each key answers each query.
 *
 * <ul>
 *   <li>inputs: queries {@code (B, H, S, d)} and keys {@code (B, H, T, d)}
 *   <li>output: {@code (B, H, S, T)}, any number
 * </ul>
 */
public abstract class AttentionScore extends AbstractBlock {

    private static final byte VERSION = 1;

    /** For the scores of this package. */
    AttentionScore() {
        super(VERSION);
    }

    /** What queries are multiplied by before they are {@link #compare compared}. */
    float queryFactor() {
        return 1;
    }

    /** The scores of queries that have been multiplied by the {@link #queryFactor}. */
    abstract NDArray compare(ForwardContext context, NDArray queries, NDArray keys);

    /** A parameter of this score whose last axis is summed over. */
    final Parameter weight(String name, long... shape) {
        float bound = (float) (1 / Math.sqrt(shape[shape.length - 1]));
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(shape))
                .optInitializer(new UniformInitializer(bound))
                .build());
    }

    /** {@code (B, H, T, d)} by a parameter of shape {@code (H, e, d)}: {@code (B, H, T, e)}. */
    static NDArray project(ForwardContext context, NDArray x, Parameter parameter) {
        try (NDArray turned = context.value(parameter, x).transpose(0, 2, 1)) {
            return x.matMul(turned);
        }
    }

    /** The inner products of every query with every key. */
    static NDArray products(NDArray queries, NDArray keys) {
        try (NDArray turned = keys.transpose(0, 1, 3, 2)) {
            return queries.matMul(turned);
        }
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        ForwardContext context = new ForwardContext(parameters, training);
        try (NDArray queries = Constants.times(inputs.get(0), queryFactor())) {
            return new NDList(compare(context, queries, inputs.get(1)));
        }
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        Shape queries = inputs[0];
        Shape keys = inputs[1];
        return new Shape[] {new Shape(queries.get(0), queries.get(1), queries.get(2), keys.get(2))};
    }

    @Override
    protected final void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        // there is nothing below a score
    }
}
