// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of 20 ms against the times that they are given: what is lost, and what is only a clock of its own. */
class StreamClockTest {

    private static final int RATE = 48000;
    private static final int SAMPLES = 960;
    private static final double LASTS = 0.02;
    private static final int FRAMES = 90_000; // half an hour
    private static final double JITTER = 0.005;

    private final StreamClock clock = new StreamClock();

    @Test
    void nothingIsMissingFromTimesThatGoOn() {
        assertEquals(0, missing(JITTER, n -> 5 + LASTS * n));
        assertEquals(FRAMES * LASTS, clock.recordedSeconds(), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, -1e-4, 3e-3, -3e-3, 1e-2})
    void norIfTheRecordersClockRunsFasterOrSlower(double drift) {
        assertEquals(0, missing(JITTER, n -> LASTS * n * (1 + drift)));
        assertEquals(FRAMES * LASTS * (1 + drift), clock.recordedSeconds(), 2 * LASTS);
        assertEquals(FRAMES * LASTS, clock.seconds(), 1e-6);
    }

    @Test
    void norIfTimesAreLessThanAFrameBesideTheSamples() {
        Random random = new Random(1);
        assertEquals(0, missing(JITTER, n -> LASTS * n + 0.6 * LASTS * random.nextDouble()));
        assertEquals(0, missing(0.1, n -> Math.rint(1000 * LASTS * n * 1.0001) / 1000 + 0.1 * random.nextDouble()));
    }

    @Test
    void aFrameThatIsLeftOutIs() {
        assertEquals(LASTS, missing(JITTER, n -> LASTS * (n < 500 ? n : n + 1)), 1e-3);
        assertEquals(2 * LASTS, missing(JITTER, n -> 1.0003 * LASTS * (n + n / 40_000)), 1e-2);
    }

    @Test
    void framesThatAreLeftOutOneByOneAddUpBeforeTheyCountAmongCoarseTimes() {
        assertEquals(1.8, missing(0.1, n -> LASTS * (n + n / 1000)), 0.12);
    }

    @Test
    void whatIsKnownToBeDamagedCountsToTheMillisecond() {
        for (int n = 0; n < 10; n++) {
            assertEquals(0, clock.missing(LASTS * n, SAMPLES, RATE, JITTER, false));
            clock.add(SAMPLES, RATE);
        }
        assertEquals(0.006, clock.missing(LASTS * 10 + 0.006, SAMPLES, RATE, JITTER, true), 1e-9);
    }

    /** How much is found to be missing from frames with such times, filled up where it is. */
    private double missing(double jitter, IntToDoubleFunction time) {
        double sum = 0;
        for (int n = 0; n < FRAMES; n++) {
            double missing = clock.missing(time.applyAsDouble(n), SAMPLES, RATE, jitter, false);
            clock.add(Math.round(missing * RATE) + SAMPLES, RATE);
            sum += missing;
        }
        return sum;
    }
}
