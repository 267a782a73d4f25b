// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

import java.util.Arrays;
import java.util.List;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.core.tagging.Taggram;

/** Made-up taggrams. */
final class Taggrams {

    private Taggrams() {}

    /** A taggram of rows: start, end, and a score a tag. */
    static Taggram of(double duration, double windowSeconds, List<String> tags, double[][] rows) {
        List<Taggram.Window> windows = Arrays.stream(rows)
                .map(row -> {
                    float[] scores = new float[tags.size()];
                    for (int k = 0; k < scores.length; k++) {
                        scores[k] = (float) row[2 + k];
                    }
                    return new Taggram.Window(row[0], row[1], new TagScores(tags, scores));
                })
                .toList();
        return new Taggram(tags, duration, windowSeconds, Taggram.Aggregation.MEAN, windows);
    }
}
