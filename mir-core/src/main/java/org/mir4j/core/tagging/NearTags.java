package org.mir4j.core.tagging;

import java.util.List;
import java.util.Locale;

/** The tags that somebody may have meant who named one that is not there. */
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
     * @return at most five: those that hold the name or are part of it, or else those that are spelt nearly so
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
                        .limit(FEW)
                        .toList()
                : alike;
    }

    private static String plain(String tag) {
        return tag.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** Levenshtein's distance: how many letters have to be changed, put in or taken out. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(row[j - 1], before[j]));
            }
            before = row;
        }
        return before[other.length()];
    }
}
