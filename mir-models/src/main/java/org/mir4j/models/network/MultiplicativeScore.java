// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import org.mir4j.models.layer.ForwardContext;

/**
 * The product {@code s'Wh} of query, a learned matrix and key; shapes as for any {@link AttentionScore}.
 *
 * <p>Parameter: {@code weight}, {@code (H, d, d)}, one W a head.
 *
 * <p>Source: Luong, Pham, Manning, "Effective approaches to attention-based neural machine translation", EMNLP 2015,
 * section 3.1 ("general").
 */
public final class MultiplicativeScore extends AttentionScore {

    private final Parameter weight;

    /**
     * @param heads H
     * @param features of a query or key, d
     */
    MultiplicativeScore(int heads, int features) {
        weight = weight("weight", heads, features, features);
    }

    @Override
    NDArray compare(ForwardContext context, NDArray queries, NDArray keys) {
        try (NDArray projected = project(context, keys, weight)) {
            return products(queries, projected);
        }
    }
}
