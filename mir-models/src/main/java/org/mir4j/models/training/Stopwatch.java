// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

/** How fast a training goes. */
final class Stopwatch {

    private static final double NANOS = 1e9;
    private static final double MEMORY = 0.95; // of one step for the next, so that about the last twenty count

    private long saved = System.nanoTime();
    private long epoch = System.nanoTime();
    private long step = System.nanoTime();
    private double recentExamples;
    private double recentSeconds;
    private long epochExamples;

    void startEpoch() {
        epoch = System.nanoTime();
        step = epoch;
        epochExamples = 0;
    }

    void stepped(int examples) {
        long now = System.nanoTime();
        recentExamples = MEMORY * recentExamples + examples;
        recentSeconds = MEMORY * recentSeconds + (now - step) / NANOS;
        epochExamples += examples;
        step = now;
    }

    double examplesPerSecond() {
        return recentExamples / Math.max(recentSeconds, 1e-9);
    }

    /** No number where no step was left of the epoch. */
    double examplesPerSecondOfEpoch() {
        return epochExamples == 0 ? Double.NaN : epochExamples / Math.max((System.nanoTime() - epoch) / NANOS, 1e-9);
    }

    /** Seconds since the last checkpoint. */
    double sinceSave() {
        return (System.nanoTime() - saved) / NANOS;
    }

    /** Seconds since the last checkpoint, which is now. */
    double takeSinceSave() {
        double seconds = sinceSave();
        saved = System.nanoTime();
        return seconds;
    }
}
