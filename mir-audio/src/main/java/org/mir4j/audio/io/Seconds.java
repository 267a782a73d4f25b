// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.util.Locale;

/** Seconds as messages show them. */
final class Seconds {

    private Seconds() {}

    static String of(double value) {
        return String.format(Locale.ROOT, "%.2f s", value);
    }
}
