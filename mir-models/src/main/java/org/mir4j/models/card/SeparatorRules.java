// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What every separator has to be. */
final class SeparatorRules {

    private static final int HIGHEST_RATE = 192_000;

    /** Stems give files their names, and must not lead to another folder. */
    private static final Pattern STEM = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N} ._-]*");

    private SeparatorRules() {}

    static void requireAudio(int sampleRate, int channels) {
        if (sampleRate < 1 || sampleRate > HIGHEST_RATE || channels < 1 || channels > 2) {
            throw new IllegalArgumentException("a separator receives 1 or 2 channels at 1 to " + HIGHEST_RATE
                    + " Hz, got " + channels + " at " + sampleRate + " Hz");
        }
    }

    static void requireStems(List<String> stems) {
        if (stems == null || stems.isEmpty() || new HashSet<>(stems).size() != stems.size()) {
            throw new IllegalArgumentException("stems are at least one, and all different, got " + stems);
        }
        stems.forEach(SeparatorRules::requireStem);
    }

    static void requireStem(String stem) {
        if (stem == null || !STEM.matcher(stem).matches()) {
            throw new IllegalArgumentException(
                    "the name of a stem is made of letters, digits, spaces, dots, hyphens and"
                            + " underscores and starts with a letter or digit, got '" + stem + "'");
        }
    }
}
