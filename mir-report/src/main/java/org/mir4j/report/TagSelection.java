// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mir4j.core.tagging.TagScore;
import org.mir4j.core.tagging.TagScores;

/**
 * Which tags of a file are shown.
 *
 * @param most how many at the most
 * @param threshold the lowest score that is shown
 * @param always a tag that is shown whatever its score is; empty for none
 */
public record TagSelection(int most, double threshold, Optional<String> always) {

    /**
     * The highest ones.
     *
     * @param most how many at the most
     * @param threshold the lowest score that is shown
     */
    public TagSelection(int most, double threshold) {
        this(most, threshold, Optional.empty());
    }

    /**
     * Selects.
     *
     * @param scores all scores of a file
     * @return the highest ones, and the one that is always shown, highest first
     */
    public List<TagScore> from(TagScores scores) {
        List<TagScore> ranked = scores.ranked();
        return IntStream.range(0, ranked.size())
                .filter(rank -> rank < most && ranked.get(rank).score() >= threshold
                        || always.filter(ranked.get(rank).tag()::equals).isPresent())
                .mapToObj(ranked::get)
                .toList();
    }
}
