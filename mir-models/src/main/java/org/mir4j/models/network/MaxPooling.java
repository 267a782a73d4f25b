// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.mir4j.models.layer.ForwardContext;

/**
 * The maximum over time: {@code y = max_t x_t}, for every feature by itself.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}, optionally a mask {@code (B, T)}
 *   <li>output: {@code (B, E)}
 *   <li>weights: {@code (B, T, E)}, 1 at the frame of the maximum; frames that tie share it
 * </ul>
 */
public final class MaxPooling extends PoolingHead {

    @Override
    NDArray pool(ForwardContext context, NDArray sequence, NDArray mask) {
        return PaddingMask.hidden(sequence, mask).max(TIME);
    }

    @Override
    NDArray weigh(ForwardContext context, NDArray sequence, NDArray mask) {
        NDArray visible = PaddingMask.hidden(sequence, mask);
        NDArray highest = visible.eq(visible.max(TIME, true)).toType(DataType.FLOAT32, false);
        return highest.div(highest.sum(TIME, true));
    }

    @Override
    long size(long features) {
        return features;
    }
}
