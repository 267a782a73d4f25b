// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.mir4j.models.layer.Constants;

/** Masks of valid frames, {@code (B, T)}: 1 for a frame of the recording, 0 for padding behind it. */
public final class PaddingMask {

    private PaddingMask() {}

    /**
     * The mask of recordings of some lengths.
     *
     * @param manager where the mask is attached
     * @param valid how many frames of each row are valid, B numbers from 1 to T
     * @param frames of a row, T
     * @return {@code (B, T)}, in PyTorch's own memory
     */
    public static NDArray of(NDManager manager, int[] valid, int frames) {
        float[] mask = new float[valid.length * frames];
        for (int row = 0; row < valid.length; row++) {
            if (valid[row] < 1 || valid[row] > frames) {
                throw new IllegalArgumentException(
                        "of " + frames + " frames at least one and at most all are valid, got " + valid[row]);
            }
            Arrays.fill(mask, row * frames, row * frames + valid[row], 1);
        }
        return Constants.of(manager, mask, new Shape(valid.length, frames));
    }

    /**
     * How many frames of each row are valid.
     *
     * @param mask {@code (B, T)}
     * @return B numbers
     */
    public static int[] valid(NDArray mask) {
        float[] sums;
        try (NDArray perRow = mask.sum(new int[] {1})) {
            sums = perRow.toFloatArray();
        }
        int[] valid = new int[sums.length];
        for (int row = 0; row < valid.length; row++) {
            valid[row] = Math.round(sums[row]);
        }
        return valid;
    }

    /**
     * The sequence with frames of padding so low that they are never a maximum and weigh nothing in a softmax.
     *
     * @param sequence {@code (B, T, E)}
     * @param mask {@code (B, T)}, 1 for a valid frame and 0 for padding, or null if all frames are valid
     */
    static NDArray hidden(NDArray sequence, NDArray mask) {
        if (mask == null) {
            return sequence;
        }
        NDArray padding = mask.expandDims(2).neg().add(1);
        return sequence.add(padding.mul(Constants.OUT_OF_SIGHT));
    }

    /** {@code (1, T, 1)}, 1 at the first frame and 0 elsewhere. */
    static NDArray firstFrame(NDArray sequence) {
        return frames(sequence).eq(0).toType(DataType.FLOAT32, false).expandDims(2);
    }

    /** {@code (B, T, 1)}, 1 at the last valid frame of each row and 0 elsewhere. */
    static NDArray lastFrame(NDArray sequence, NDArray mask) {
        NDArray frames = frames(sequence);
        Shape shape = sequence.getShape();
        NDArray numbered = mask == null
                ? frames.broadcast(shape.get(0), shape.get(1))
                : mask.toType(DataType.INT32, false).mul(frames);
        return frames.eq(numbered.max(new int[] {1}, true))
                .toType(DataType.FLOAT32, false)
                .expandDims(2);
    }

    /** {@code (1, T)}, counted from 0. */
    private static NDArray frames(NDArray sequence) {
        return sequence.getManager().arange((int) sequence.getShape().get(1)).reshape(1, -1);
    }
}
