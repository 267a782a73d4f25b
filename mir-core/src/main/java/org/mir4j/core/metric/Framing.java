// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

/**
 * How a signal is cut into the frames that are scored one by one: whole frames only, the first from sample 0; what is
 * left after the last whole frame is not scored. A signal no longer than the window is one frame.
 *
 * @param window the length of a frame, in samples
 * @param hop from the start of a frame to the start of the next, in samples; frames may overlap
 */
public record Framing(long window, long hop) {

    /** Refuses windows and hops of no length. */
    public Framing {
        if (window < 1 || hop < 1) {
            throw new IllegalArgumentException("a window and a hop last at least one sample, got a window of " + window
                    + " and a hop of " + hop + " samples");
        }
    }

    /**
     * Frames of one second, one after the other: what museval and the SiSEC campaigns take.
     *
     * @param sampleRate in Hz
     * @return the framing
     */
    public static Framing seconds(int sampleRate) {
        return new Framing(sampleRate, sampleRate);
    }

    /**
     * One frame, however long the signal is.
     *
     * @return the framing
     */
    public static Framing whole() {
        return new Framing(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * How many frames a signal has.
     *
     * @param length of the signal, in samples
     * @return one or more
     */
    public int count(long length) {
        return window < length ? Math.toIntExact((length - window) / hop + 1) : 1;
    }

    /**
     * Where a frame begins.
     *
     * @param frame counted from 0
     * @return its first sample
     */
    public long start(int frame) {
        return frame * hop;
    }

    /**
     * Where a frame ends.
     *
     * @param frame counted from 0
     * @param length of the signal, in samples
     * @return the sample after its last
     */
    public long end(int frame, long length) {
        return length - start(frame) > window ? start(frame) + window : length;
    }
}
