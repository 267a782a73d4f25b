// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import org.mir4j.models.layer.ForwardContext;

/**
 * The inner product {@code c s.h} of query and key, where c is 1 or {@code 1 / sqrt(d)}; shapes as for any
 * {@link AttentionScore}. There are no parameters.
 *
 * <p>Source: Luong, Pham, Manning, "Effective approaches to attention-based neural machine translation", EMNLP 2015,
 * section 3.1; scaled: Vaswani et al., "Attention is all you need", NeurIPS 2017, equation 1.
 */
public final class DotScore extends AttentionScore {

    private final float factor;

    /**
     * @param factor c
     */
    DotScore(float factor) {
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
