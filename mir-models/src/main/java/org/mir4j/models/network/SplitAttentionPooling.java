// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import org.mir4j.models.layer.ForwardContext;

/**
 * Attention by channel split: one half of the features says what a frame holds, the other how much it counts.
 *
 * <p>With {@code x_t = [v_t; s_t]}, {@code a_t = exp(s_t) / sum_u exp(s_u)} and {@code y = sum_t a_t v_t}, for every
 * feature by itself. The head has no parameters: the layer before it learns both halves.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)} of even E, optionally a mask {@code (B, T)}
 *   <li>output: {@code (B, E / 2)}
 *   <li>weights: {@code (B, T, E / 2)}
 * </ul>
 *
 * <p>It is the gated linear unit of Dauphin et al., "Language modeling with gated convolutional networks", ICML 2017,
 * with a softmax over time in place of the logistic function, and a sum.
 */
public final class SplitAttentionPooling extends PoolingHead {

    @Override
    NDArray pool(ForwardContext context, NDArray sequence, NDArray mask) {
        NDArray values = sequence.get(new NDIndex(":, :, :{}", half(sequence)));
        return values.mul(weigh(context, sequence, mask)).sum(TIME);
    }

    @Override
    NDArray weigh(ForwardContext context, NDArray sequence, NDArray mask) {
        NDArray scores = sequence.get(new NDIndex(":, :, {}:", half(sequence)));
        return PaddingMask.hidden(scores, mask).softmax(TIME[0]);
    }

    private long half(NDArray sequence) {
        return size(sequence.getShape().get(2));
    }

    @Override
    long size(long features) {
        return features / 2;
    }
}
