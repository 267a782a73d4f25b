// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The round times to write along an axis.
 *
 * @param start where the axis begins, in seconds
 * @param end where it ends, in seconds
 * @param step from one time to the next, in seconds
 */
record TimeAxis(double start, double end, BigDecimal step) {

    /** From a second on, steps are those of clocks. */
    private static final int[] CLOCK_STEPS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600};

    private static final int MINUTE = 60;

    /** The axis from 0 on with the finest steps of which there are no more than so many. */
    static TimeAxis of(double duration, int most) {
        return of(0, duration, most);
    }

    /** The axis from a start on with the finest steps of which there are no more than so many. */
    static TimeAxis of(double start, double end, int most) {
        return new TimeAxis(start, end, step((end - start) / Math.max(1, most)));
    }

    /** The smallest round step that is not below the finest. */
    private static BigDecimal step(double finest) {
        for (int power = 6; power > 0; power--) {
            for (int digit : new int[] {1, 2, 5}) {
                BigDecimal step = BigDecimal.valueOf(digit, power);
                if (step.doubleValue() >= finest) {
                    return step;
                }
            }
        }
        for (int step : CLOCK_STEPS) {
            if (step >= finest) {
                return BigDecimal.valueOf(step);
            }
        }
        long hours = (long) Math.ceil(finest / 3600);
        return BigDecimal.valueOf(hours * 3600);
    }

    /** The times on the axis, in seconds: multiples of the step. */
    List<Double> times() {
        double width = step.doubleValue();
        return LongStream.rangeClosed((long) Math.ceil(start / width), (long) (end / width))
                .mapToObj(k -> step.multiply(BigDecimal.valueOf(k)).doubleValue())
                .toList();
    }

    /** How far along the axis a time is: 0 at its start, 1 at its end. */
    double part(double time) {
        return (time - start) / (end - start);
    }

    /** A time of this axis: in seconds if it ends within a minute or its steps are finer, otherwise as on a clock. */
    String label(double time) {
        if (end >= MINUTE && step.scale() == 0) {
            return Clock.face(time);
        }
        return BigDecimal.valueOf(time)
                        .setScale(step.scale(), RoundingMode.HALF_EVEN)
                        .toPlainString() + " s";
    }
}
