package org.mir4j.cli.render;

import java.util.Locale;

/** Times as people write them. */
final class Clock {

    private Clock() {}

    /** For example {@code 2:13}, or {@code 1:02:13} from an hour on. */
    static String of(double seconds) {
        long whole = Math.round(seconds);
        long minutes = whole / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d:%02d", minutes, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, whole % 60);
    }
}
