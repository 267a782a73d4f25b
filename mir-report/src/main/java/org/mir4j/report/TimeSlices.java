// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.util.List;
import org.mir4j.core.tagging.TagScore;
import org.mir4j.core.tagging.Taggram;

/**
 * A taggram cut into slices of equal length, be they the pixels of a picture or the characters of a line. The score of
 * a moment is the mean over all windows that contain it, since windows may overlap.
 */
final class TimeSlices {

    private final Taggram taggram;
    private final double length;
    private final int count;

    private TimeSlices(Taggram taggram, int count) {
        this.taggram = taggram;
        this.count = count;
        length = taggram.duration() / count;
    }

    /**
     * The scores of tags over time.
     *
     * @param taggram all windows
     * @param tags the tags that are wanted
     * @param count how many slices
     * @return {@code [tag][slice]}; NaN where there is no window
     */
    static double[][] scores(Taggram taggram, List<TagScore> tags, int count) {
        int[] indices =
                tags.stream().mapToInt(tag -> taggram.tags().indexOf(tag.tag())).toArray();
        return new TimeSlices(taggram, count).scores(indices);
    }

    private double[][] scores(int[] tags) {
        double[][] scores = new double[tags.length][count];
        for (int slice = 0; slice < count; slice++) {
            double total = 0;
            for (Taggram.Window window : taggram.windows()) {
                double weight = covered(window, slice);
                if (weight > 0) {
                    total += weight;
                    for (int row = 0; row < tags.length; row++) {
                        scores[row][slice] += weight * window.scores().values()[tags[row]];
                    }
                }
            }
            for (double[] row : scores) {
                row[slice] = total > 0 ? row[slice] / total : Double.NaN;
            }
        }
        return scores;
    }

    /** How much of a slice a window covers; where slices are the finer ones, whether it covers their middle. */
    private double covered(Taggram.Window window, int slice) {
        if (length <= taggram.windowSeconds()) {
            double middle = (slice + 0.5) * length;
            return middle >= window.start() && middle < window.end() ? 1 : 0;
        }
        return Math.min(window.end(), (slice + 1) * length) - Math.max(window.start(), slice * length);
    }
}
