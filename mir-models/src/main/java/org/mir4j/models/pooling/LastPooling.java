package org.mir4j.models.pooling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.Pass;

/**
 * The last state of a recurrent or causal encoder, which has seen all frames; of a bidirectional one, the last state of
 * the forward half and the first of the backward half.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}, optionally a mask {@code (B, T)} whose valid frames stand in front
 *   <li>output: {@code (B, E)}
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
    NDArray pool(Pass pass, NDArray sequence, NDArray mask) {
        NDArray last = mask == null
                ? sequence.get(new NDIndex(":, -1, :"))
                : sequence.mul(lastFrame(sequence, mask)).sum(TIME);
        if (!bothEnds) {
            return last;
        }
        long half = sequence.getShape().get(2) / 2;
        NDArray forward = last.get(new NDIndex(":, :{}", half));
        NDArray backward = sequence.get(new NDIndex(":, 0, {}:", half));
        return NDArrays.concat(new NDList(forward, backward), 1);
    }

    @Override
    NDArray weigh(Pass pass, NDArray sequence, NDArray mask) {
        Shape shape = sequence.getShape();
        NDArray all = mask == null ? sequence.getManager().ones(new Shape(shape.get(0), shape.get(1))) : mask;
        NDArray last = lastFrame(sequence, all);
        if (!bothEnds) {
            return last;
        }
        NDArray first = sequence.getManager()
                .arange((int) shape.get(1))
                .eq(0)
                .toType(DataType.FLOAT32, false)
                .reshape(1, -1, 1);
        return last.add(first).div(2);
    }

    /** {@code (B, T, 1)}, 1 at the last valid frame of each row and 0 elsewhere. */
    private static NDArray lastFrame(NDArray sequence, NDArray mask) {
        NDArray frames = sequence.getManager().arange((int) sequence.getShape().get(1));
        NDArray last = mask.sum(TIME, true).sub(1).toType(DataType.INT32, false);
        return frames.reshape(1, -1).eq(last).toType(DataType.FLOAT32, false).expandDims(2);
    }

    @Override
    long size(long features) {
        return features;
    }
}
