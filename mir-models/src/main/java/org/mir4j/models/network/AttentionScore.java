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
import org.mir4j.models.layer.ArrayScope;
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
abstract class AttentionScore extends AbstractBlock {

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

    /**
     * The inner product {@code c s.h} of query and key, where c is 1 or {@code 1 / sqrt(d)}; there are no parameters.
     *
     * <p>Source: Luong, Pham, Manning, "Effective approaches to attention-based neural machine translation", EMNLP
     * 2015, section 3.1; scaled: Vaswani et al., "Attention is all you need", NeurIPS 2017, equation 1.
     */
    static final class Dot extends AttentionScore {

        private final float factor;

        /**
         * @param factor c
         */
        Dot(float factor) {
            this.factor = factor;
        }

        @Override
        float queryFactor() {
            return factor;
        }

        @Override
        NDArray compare(ForwardContext context, NDArray queries, NDArray keys) {
            return products(queries, keys);
        }
    }

    /**
     * The product {@code s'Wh} of query, a learned matrix and key.
     *
     * <p>Parameter: {@code weight}, {@code (H, d, d)}, one W per head.
     *
     * <p>Source: Luong, Pham, Manning, "Effective approaches to attention-based neural machine translation", EMNLP
     * 2015, section 3.1 ("general").
     */
    static final class Multiplicative extends AttentionScore {

        private final Parameter weight;

        /**
         * @param heads H
         * @param features of a query or key, d
         */
        Multiplicative(int heads, int features) {
            weight = weight("weight", heads, features, features);
        }

        @Override
        NDArray compare(ForwardContext context, NDArray queries, NDArray keys) {
            try (NDArray projected = project(context, keys, weight)) {
                return products(queries, projected);
            }
        }
    }

    /**
     * The product {@code s'U'Vh}: {@link Multiplicative} with a matrix {@code W = U'V} of at most rank r.
     *
     * <p>Parameters: {@code query_weight}, U, and {@code key_weight}, V, both {@code (H, r, d)}.
     *
     * <p>Source: Luong et al., EMNLP 2015, section 3.1, its matrix factored.
     */
    static final class ReducedRank extends AttentionScore {

        private final Parameter queryWeight;
        private final Parameter keyWeight;

        /**
         * @param heads H
         * @param features of a query or key, d
         * @param rank r
         */
        ReducedRank(int heads, int features, int rank) {
            queryWeight = weight("query_weight", heads, rank, features);
            keyWeight = weight("key_weight", heads, rank, features);
        }

        @Override
        NDArray compare(ForwardContext context, NDArray queries, NDArray keys) {
            try (NDArray fewQueries = project(context, queries, queryWeight);
                    NDArray fewKeys = project(context, keys, keyWeight)) {
                return products(fewQueries, fewKeys);
            }
        }
    }

    /**
     * A small network {@code v'tanh(W1 h + W2 s)} over query and key. It holds {@code (B, H, S, T, a)} numbers on
     * the way, and so suits short sequences.
     *
     * <p>Parameters: {@code key_weight}, W1, and {@code query_weight}, W2, both {@code (H, a, d)}; {@code v},
     * {@code (H, a)}.
     *
     * <p>Source: Bahdanau, Cho, Bengio, "Neural machine translation by jointly learning to align and translate", ICLR
     * 2015, appendix A.1.2.
     */
    static final class Additive extends AttentionScore {

        private final Parameter keyWeight;
        private final Parameter queryWeight;
        private final Parameter v;

        /**
         * @param heads H
         * @param features of a query or key, d
         * @param hidden a
         */
        Additive(int heads, int features, int hidden) {
            keyWeight = weight("key_weight", heads, hidden, features);
            queryWeight = weight("query_weight", heads, hidden, features);
            v = weight("v", heads, hidden);
        }

        @Override
        NDArray compare(ForwardContext context, NDArray queries, NDArray keys) {
            try (ArrayScope scope = new ArrayScope()) {
                NDArray fromKeys =
                        scope.of(scope.of(project(context, keys, keyWeight)).expandDims(2));
                NDArray fromQueries = scope.of(
                        scope.of(project(context, queries, queryWeight)).expandDims(3));
                NDArray hidden = scope.of(scope.of(fromQueries.add(fromKeys)).tanh());
                NDArray value = context.value(v, queries);
                NDArray column = scope.of(value.reshape(value.getShape().get(0), 1, -1, 1));
                return scope.of(hidden.matMul(column)).squeeze(4);
            }
        }
    }
}
