// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
     * Cuts samples in memory as {@link WindowReader} cuts a file with the same samples.
     *
     * @param samples of one channel
     * @param length of a window, in samples
     * @param windowing where the windows start
     * @param shortClips what a window is filled with if there are fewer samples than it has
     * @return the windows, in order
     */
    public static List<AudioWindow> cut(float[] samples, int length, Windowing windowing, ShortClips shortClips) {
        WindowCutter cutter = WindowCutter.of(length, windowing, shortClips, () -> samples.length);
        cutter.push(samples);
        cutter.finish();
        List<AudioWindow> windows = new ArrayList<>();
        for (AudioWindow window = cutter.poll(); window != null; window = cutter.poll()) {
            windows.add(window);
        }
        return windows;
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
