package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.engine.NativeCopy;

/**
 * The masks of a song from those of its segments: over the frames that two segments share, the one fades into the other,
 * in the middle half of them, so that neither is heard where it did not hear what comes before or after.
 */
final class SegmentMasks {

    private final int overlap;
    private final NDArray tail; // (S, C, F, O) of the segment before
    private boolean begun;

    /**
     * @param stems S
     * @param channels C
     * @param bins F
     * @param overlap frames that two segments share, O
     * @param manager where the masks of these live
     */
    SegmentMasks(int stems, int channels, int bins, int overlap, NDManager manager) {
        this.overlap = overlap;
        tail = manager.zeros(new Shape(stems, channels, bins, Math.max(1, overlap)));
    }

    /**
     * Fades the masks of a segment in, and keeps those of the frames that it shares with the next.
     *
     * @param masks {@code (S, C, F, T)}, changed in place
     * @param last whether there is no next one
     */
    void fade(NDArray masks, boolean last) {
        if (overlap == 0) {
            return;
        }
        if (begun) {
            NDArray shared = masks.get(new NDIndex(":, :, :, :{}", overlap));
            NDArray ramp = masks.getManager().create(ramp(), new Shape(overlap));
            // before + ramp (after - before)
            shared.subi(tail).muli(ramp).addi(tail);
        }
        if (!last) {
            NativeCopy.into(
                    tail, masks.get(new NDIndex(":, :, :, {}:", masks.getShape().get(3) - overlap)));
            begun = true;
        }
    }

    /** How much of the later segment there is in each frame: nothing, then more and more, then all. */
    private float[] ramp() {
        float[] ramp = new float[overlap];
        for (int t = 0; t < overlap; t++) {
            ramp[t] = (float) Math.max(0, Math.min(1, 2 * (t + 0.5) / overlap - 0.5));
        }
        return ramp;
    }
}
