// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.util.Locale;

/** Times as people write them. */
public final class Clock {

    private static final int WHOLE_SECONDS_FROM = 10;

    private Clock() {}

    /**
     * How long something lasts.
     *
     * @param seconds the duration
     * @return for example {@code 2:13}, {@code 1:02:13} from an hour on, {@code 8.2 s} below ten seconds
     */
    public static String of(double seconds) {
        if (seconds < 1) {
            return Math.max(1, Math.round(seconds * 1000)) + " ms";
        }
        return seconds < WHOLE_SECONDS_FROM ? String.format(Locale.ROOT, "%.1f s", seconds) : face(seconds);
    }

    /**
     * A moment, as on a clock.
     *
     * @param seconds since the start
     * @return for example {@code 2:13}, or {@code 1:02:13} from an hour on
     */
    public static String face(double seconds) {
        long whole = Math.round(seconds);
        long minutes = whole / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d:%02d", minutes, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, whole % 60);
    }
}
