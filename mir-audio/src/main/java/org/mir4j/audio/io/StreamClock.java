// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

/**
 * Holds the times that packets are given against the samples that have been decoded: what is missing between them is
 * lost.
 */
final class StreamClock {

    /** More than this is no damage but a clock that was set. */
    private static final double LONGEST_LOSS = 3600;

    /** Times that are as coarse as this are mostly better, and taken so beside damage. */
    private static final double COARSE = 0.1;

    private static final double TIMES_FINER = 10;

    private double seconds; // decoded, silence included
    private double zero; // the time at which the first sample is heard
    private boolean started;
    private int rate;

    /** How much has been decoded, in seconds, silence included. */
    double seconds() {
        return seconds;
    }

    /** Says when the first sample would be heard if it were there. */
    void start(double time, int sampleRate) {
        if (!started && !Double.isNaN(time)) {
            started = true;
            rate = sampleRate;
            zero = time;
        }
    }

    /**
     * What is missing before some samples.
     *
     * @param time at which the first of them is heard, or NaN if nobody says
     * @param sampleRate of theirs, in Hz
     * @param jitter how far times may be beside the samples, in seconds
     * @param evidence whether something between is known to be damaged
     * @return seconds, 0 if nothing is
     */
    double missing(double time, int sampleRate, double jitter, boolean evidence) {
        if (Double.isNaN(time)) {
            return 0;
        }
        if (!started || sampleRate != rate) {
            started = true;
            rate = sampleRate;
            zero = time - seconds; // another stream begins, and its times with it
            return 0;
        }
        double missing = time - zero - seconds;
        double allowed = evidence && jitter >= COARSE ? jitter / TIMES_FINER : jitter;
        if (missing > LONGEST_LOSS || missing < -Math.max(1, 2 * jitter)) {
            zero = time - seconds;
            return 0;
        }
        return missing > allowed ? missing : 0;
    }

    /** Goes on by some samples. */
    void add(long samples, int sampleRate) {
        seconds += (double) samples / sampleRate;
    }
}
