// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * A small network {@code v'tanh(W1 h + W2 s)} over query and key; shapes as for any {@link AttentionScore}. It holds
 * {@code (B, H, S, T, a)} numbers on the way, and so suits short sequences.
 *
 * <p>Parameters: {@code key_weight}, W1, and {@code query_weight}, W2, both {@code (H, a, d)}; {@code v},
 * {@code (H, a)}.
 *
 * <p>Source: Bahdanau, Cho, Bengio, "Neural machine translation by jointly learning to align and translate", ICLR 2015,
 * appendix A.1.2.
 */
public final class AdditiveScore extends AttentionScore {

    private final Parameter keyWeight;
    private final Parameter queryWeight;
    private final Parameter v;

    /**
     * @param heads H
     * @param features of a query or key, d
     * @param hidden a
     */
    AdditiveScore(int heads, int features, int hidden) {
        keyWeight = weight("key_weight", heads, hidden, features);
        queryWeight = weight("query_weight", heads, hidden, features);
        v = weight("v", heads, hidden);
    }

    @Override
    NDArray compare(ForwardContext context, NDArray queries, NDArray keys) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray fromKeys =
                    scope.of(scope.of(project(context, keys, keyWeight)).expandDims(2));
            NDArray fromQueries =
                    scope.of(scope.of(project(context, queries, queryWeight)).expandDims(3));
            NDArray hidden = scope.of(scope.of(fromQueries.add(fromKeys)).tanh());
            NDArray value = context.value(v, queries);
            NDArray column = scope.of(value.reshape(value.getShape().get(0), 1, -1, 1));
            return scope.of(hidden.matMul(column)).squeeze(4);
        }
    }
}
