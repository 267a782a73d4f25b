// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.window;

import java.util.Arrays;

/**
 * A stretch of a recording, as long as a model wants it.
 *
 * @param start the first sample's position in the recording
 * @param recorded how many samples are from the recording; the rest, at the end, are zeros or, where a model has it so,
 *     the recording again: see {@link ShortClips}
 * @param samples of one channel, nominally in [-1, 1]; not copied
 */
public record AudioWindow(long start, int recorded, float[] samples) {

    /** Refuses windows that start before the recording, or hold more of it than they have samples. */
    public AudioWindow {
        if (start < 0 || recorded < 0 || recorded > samples.length) {
            throw new IllegalArgumentException("a window starts at sample 0 or later and holds no more of the recording"
                    + " than its " + samples.length + " samples, got " + recorded + " from sample " + start);
        }
    }

    /**
     * A recording that is just as long as a window.
     *
     * @param samples all of its samples; not copied
     * @return the window
     */
    public static AudioWindow whole(float[] samples) {
        return new AudioWindow(0, samples.length, samples);
    }

    /**
     * Whether the recording is shorter than the window.
     *
     * @return whether the samples at the end stand in for it
     */
    public boolean isFilled() {
        return recorded < samples.length;
    }

    /** Whether another object has the same samples from the same place. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AudioWindow window
                && start == window.start
                && recorded == window.recorded
                && Arrays.equals(samples, window.samples);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(start) + recorded) + Arrays.hashCode(samples);
    }
}
