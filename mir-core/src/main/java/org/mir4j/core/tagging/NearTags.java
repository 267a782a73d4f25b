// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.tagging;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Tags that are spelled like one that does not exist, to suggest in its place. */
public final class NearTags {

    private static final int FEW = 5;

    /** So many letters may be wrong, too many or too few, and never half of them. */
    private static final int MOST_EDITS = 2;

    private NearTags() {}

    /**
     * Finds them. Letters and digits count, their case does not.
     *
     * @param name as it was given
     * @param known the tags that are there
     * @return at most five: those that hold the name or are part of it, or else those that are spelt nearly
     *     so, the nearest first
     */
    public static List<String> of(String name, List<String> known) {
        String wanted = plain(name);
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<String> alike = known.stream()
                .filter(tag -> plain(tag).contains(wanted) || !plain(tag).isEmpty() && wanted.contains(plain(tag)))
                .limit(FEW)
                .toList();
        int edits = Math.min(MOST_EDITS, (wanted.length() - 1) / 2);
        return alike.isEmpty()
                ? known.stream()
                        .filter(tag -> distance(wanted, plain(tag)) <= edits)
                        .sorted(Comparator.comparingInt(tag -> distance(wanted, plain(tag))))
                        .limit(FEW)
                        .toList()
                : alike;
    }

    private static String plain(String tag) {
        return tag.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** How many letters have to be changed, put in, taken out, or swapped with the next (optimal string alignment). */
    private static int distance(String one, String other) {
        int[][] edits = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                int changed = edits[i - 1][j - 1] + (same ? 0 : 1);
                edits[i][j] = Math.min(changed, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) {
                    edits[i][j] = Math.min(edits[i][j], 1 + edits[i - 2][j - 2]);
                }
            }
        }
        return edits[one.length()][other.length()];
    }
}
