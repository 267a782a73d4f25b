// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.tagging;

/**
 * One tag and how much a model believes in it.
 *
 * @param tag the tag's name
 * @param score in [0, 1]
 */
public record TagScore(String tag, float score) {

    /** Refuses scores of nothing, and scores that do not lie in [0, 1]. */
    public TagScore {
        if (tag == null) {
            throw new IllegalArgumentException("a score belongs to a tag, got " + score + " of none");
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("the score of '" + tag + "' is " + score + ", not a number in [0, 1]");
        }
    }
}
