package org.mir4j.cli.render;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The round times to write along an axis.
 *
 * @param duration where the axis ends, in seconds
 * @param step from one time to the next, in seconds
 */
record TimeAxis(double duration, BigDecimal step) {

    /** From a second on, steps are those of clocks. */
    private static final int[] CLOCK_STEPS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600};

    private static final int MINUTE = 60;

    /** The axis with the finest steps of which there are no more than so many. */
    static TimeAxis of(double duration, int most) {
        double finest = duration / Math.max(1, most);
        for (int power = 6; power > 0; power--) {
            for (int digit : new int[] {1, 2, 5}) {
                BigDecimal step = BigDecimal.valueOf(digit, power);
                if (step.doubleValue() >= finest) {
                    return new TimeAxis(duration, step);
                }
            }
        }
        for (int step : CLOCK_STEPS) {
            if (step >= finest) {
                return new TimeAxis(duration, BigDecimal.valueOf(step));
            }
        }
        long hours = (long) Math.ceil(finest / 3600);
        return new TimeAxis(duration, BigDecimal.valueOf(hours * 3600));
    }

    /** The times, in seconds, from 0 on. */
    List<Double> times() {
        return LongStream.rangeClosed(0, (long) (duration / step.doubleValue()))
                .mapToObj(k -> step.multiply(BigDecimal.valueOf(k)).doubleValue())
                .toList();
    }

    /** A time of this axis: in seconds if the axis is shorter than a minute, otherwise as on a clock. */
    String label(double time) {
        if (duration >= MINUTE) {
            return Clock.face(time);
        }
        return BigDecimal.valueOf(time).setScale(step.scale()).toPlainString() + " s";
    }
}
