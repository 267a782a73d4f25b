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

    /** What is less than this much of a frame is no packet that is missing. */
    private static final double MOST_OF_A_FRAME = 0.75;

    /** What is more than this much of a frame is no clock that runs a little faster or slower. */
    private static final double HALF_A_FRAME = 0.5;

    /** So much of what it is beside the samples may be let through by who reads the packets, and rounded. */
    private static final double ROUNDED = 1.1;

    /** How much faster or slower than the samples a recorder's clock may run. */
    private static final double DRIFT = 0.02;

    private double seconds; // decoded, silence included
    private double zero; // the time at which the first sample is played
    private double drift; // how much longer all that would be by the clock that gave the times
    private boolean started;
    private int rate;

    /** How much has been decoded, in seconds, silence included. */
    double seconds() {
        return seconds;
    }

    /** How long that is by the clock that gave the packets their times, in seconds. */
    double recordedSeconds() {
        return seconds + drift;
    }

    /** Says when the first sample would be played if it were there. */
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
     * @param time at which the first of them is played, or NaN if it is not known
     * @param samples how many there are in the frame
     * @param sampleRate of theirs, in Hz
     * @param jitter how far times may be beside the samples, in seconds
     * @param evidence whether something between is known to be damaged
     * @return seconds, 0 if nothing is
     */
    double missing(double time, long samples, int sampleRate, double jitter, boolean evidence) {
        if (Double.isNaN(time)) {
            return 0;
        }
        if (!started || sampleRate != rate) {
            started = true;
            rate = sampleRate;
            zero = time - seconds; // another stream begins, and its times with it
            return 0;
        }
        double frame = (double) samples / sampleRate;
        double missing = time - zero - seconds;
        if (missing > LONGEST_LOSS || missing < -Math.max(1, 2 * jitter)) {
            zero = time - seconds;
            return 0;
        }
        if (missing > (evidence ? damaged(jitter) : Math.max(ROUNDED * jitter, MOST_OF_A_FRAME * frame))) {
            return missing;
        }
        if (Math.abs(missing) < HALF_A_FRAME * frame) {
            double step = Math.max(-DRIFT * frame, Math.min(missing, DRIFT * frame));
            zero += step;
            drift += step;
        }
        return 0;
    }

    private static double damaged(double jitter) {
        return jitter >= COARSE ? jitter / TIMES_FINER : jitter;
    }

    /** Goes on by some samples. */
    void add(long samples, int sampleRate) {
        seconds += (double) samples / sampleRate;
    }
}
