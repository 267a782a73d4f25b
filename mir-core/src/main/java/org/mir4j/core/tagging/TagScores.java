// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.tagging;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The scores of all tags of a model, for a recording or a window of it.
 *
 * @param tags the names of the tags, in the model's order
 * @param values one score in [0, 1] a tag, in the same order; not copied
 */
public record TagScores(List<String> tags, float[] values) {

    /** Refuses scores that are not one per tag, or that do not lie in [0, 1]. */
    public TagScores {
        tags = List.copyOf(tags);
        if (tags.size() != values.length) {
            throw new IllegalArgumentException("there are " + values.length + " scores for " + tags.size() + " tags");
        }
        for (int k = 0; k < values.length; k++) {
            if (!(values[k] >= 0 && values[k] <= 1)) {
                throw new IllegalArgumentException(
                        "the score of '" + tags.get(k) + "' is " + values[k] + ", not a number in [0, 1]");
            }
        }
    }

    /**
     * All tags with their scores, highest first; tags of equal score keep the model's order.
     *
     * @return one entry per tag
     */
    public List<TagScore> ranked() {
        return IntStream.range(0, values.length)
                .mapToObj(k -> new TagScore(tags.get(k), values[k]))
                .sorted(Comparator.comparing(TagScore::score).reversed())
                .toList();
    }

    /**
     * The highest tags.
     *
     * @param count how many, at least one
     * @return so many of {@link #ranked}, or all if there are fewer
     */
    public List<TagScore> top(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("at least one tag is the highest, got " + count);
        }
        return ranked().stream().limit(count).toList();
    }

    /**
     * The score of one tag.
     *
     * @param tag a tag's name, exactly as the model has it
     * @return its score in [0, 1]
     * @throws IllegalArgumentException if the model has no such tag
     */
    public float of(String tag) {
        int index = tags.indexOf(tag);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "there is no tag '" + tag + "' among the " + tags.size() + " of this model");
        }
        return values[index];
    }

    /** Whether another object has the same scores for the same tags. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TagScores scores && tags.equals(scores.tags) && Arrays.equals(values, scores.values);
    }

    @Override
    public int hashCode() {
        return 31 * tags.hashCode() + Arrays.hashCode(values);
    }
}
