// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.ForwardContext;

/**
 * The last state of a recurrent or causal encoder, which has seen all frames; of a bidirectional one, the last state of
 * the forward half and the first of the backward half.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}, optionally a mask {@code (B, T)}; the last state is that of the last valid frame, and
 *       with both ends the first frame is a valid one
 *   <li>output: {@code (B, E)}
 *   <li>weights: {@code (B, T, 1)}, 1 at the last frame; with both ends {@code (B, T, E)}, 1 at either end
 * </ul>
 */
public final class LastPooling extends PoolingHead {

    private final boolean bothEnds;

    /**
     * @param bothEnds whether the second half of the features reads time backwards
     */
    LastPooling(boolean bothEnds) {
        this.bothEnds = bothEnds;
    }

    @Override
    NDArray pool(ForwardContext context, NDArray sequence, NDArray mask) {
        NDArray last = mask == null
                ? sequence.get(new NDIndex(":, -1, :"))
                : sequence.mul(PaddingMask.lastFrame(sequence, mask)).sum(TIME);
        if (!bothEnds) {
            return last;
        }
        long half = sequence.getShape().get(2) / 2;
        NDArray forward = last.get(new NDIndex(":, :{}", half));
        NDArray backward = sequence.get(new NDIndex(":, 0, {}:", half));
        return NDArrays.concat(new NDList(forward, backward), 1);
    }

    @Override
    NDArray weigh(ForwardContext context, NDArray sequence, NDArray mask) {
        NDArray last = PaddingMask.lastFrame(sequence, mask);
        if (!bothEnds) {
            return last;
        }
        Shape shape = sequence.getShape();
        Shape half = new Shape(shape.get(0), shape.get(1), shape.get(2) / 2);
        NDArray first = PaddingMask.firstFrame(sequence);
        return NDArrays.concat(new NDList(last.broadcast(half), first.broadcast(half)), 2);
    }

    @Override
    long size(long features) {
        return features;
    }
}
