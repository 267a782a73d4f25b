// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import org.mir4j.models.layer.ForwardContext;

/**
 * The product {@code s'U'Vh}: {@link MultiplicativeScore} with a matrix {@code W = U'V} of at most rank r; shapes as for
 * any {@link AttentionScore}.
 *
 * <p>Parameters: {@code query_weight}, U, and {@code key_weight}, V, both {@code (H, r, d)}.
 *
 * <p>Source: Luong et al., EMNLP 2015, section 3.1, its matrix factored.
 */
public final class ReducedRankScore extends AttentionScore {

    private final Parameter queryWeight;
    private final Parameter keyWeight;

    /**
     * @param heads H
     * @param features of a query or key, d
     * @param rank r
     */
    ReducedRankScore(int heads, int features, int rank) {
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
