package org.mir4j.models.training.feature;

import java.nio.ByteBuffer;

/** The features of a whole recording, in half precision; its memory is the file's. Safe for use by several threads. */
public final class Features {

    private final int bands;
    private final int frames;
    private final ByteBuffer levels;

    Features(int bands, int frames, ByteBuffer levels) {
        this.bands = bands;
        this.frames = frames;
        this.levels = levels;
    }

    /**
     * How long the recording is.
     *
     * @return frames
     */
    public int frames() {
        return frames;
    }

    /**
     * How high a frame is.
     *
     * @return numbers a frame
     */
    public int bands() {
        return bands;
    }

    /**
     * Copies some frames.
     *
     * @param from the first, from 0
     * @param count how many; no more than there are
     * @param target where they are put
     */
    public void copy(int from, int count, ByteBuffer target) {
        int width = bands * FeatureCache.BYTES;
        target.put(levels.slice(from * width, count * width));
    }
}
