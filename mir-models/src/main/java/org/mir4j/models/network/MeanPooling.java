// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.ForwardContext;

/**
 * The mean over time.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}, optionally a mask {@code (B, T)}
 *   <li>output: {@code (B, E)}
 * </ul>
 */
public final class MeanPooling extends PoolingHead {

    @Override
    NDArray pool(ForwardContext context, NDArray sequence, NDArray mask) {
        return mask == null
                ? sequence.mean(TIME)
                : sequence.mul(weigh(context, sequence, mask)).sum(TIME);
    }

    @Override
    NDArray weigh(ForwardContext context, NDArray sequence, NDArray mask) {
        Shape shape = sequence.getShape();
        NDArray valid = mask == null ? sequence.getManager().ones(new Shape(shape.get(0), shape.get(1))) : mask;
        return valid.div(valid.sum(TIME, true)).expandDims(2);
    }

    @Override
    long size(long features) {
        return features;
    }
}
