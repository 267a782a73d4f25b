// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Masks of valid frames: 1 for a frame of the recording, 0 for padding behind it. */
public final class FrameMask {

    private FrameMask() {}

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
}
