package org.mir4j.cli.render;

import java.util.List;
import org.mir4j.core.tagging.TagScore;
import org.mir4j.core.tagging.TagScores;

/**
 * Which tags of a file are shown.
 *
 * @param most how many at the most
 * @param threshold the lowest score that is shown
 */
public record TagSelection(int most, double threshold) {

    /**
     * Selects.
     *
     * @param scores all scores of a file
     * @return the highest ones
     */
    public List<TagScore> from(TagScores scores) {
        return scores.ranked().stream()
                .filter(tag -> tag.score() >= threshold)
                .limit(most)
                .toList();
    }
}
