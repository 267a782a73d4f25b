// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.tagging;

import java.util.List;
import java.util.Objects;

/**
 * Which tags hold when: the scores of every window of a recording, in the order of time.
 *
 * @param tags the names of the tags, in the model's order
 * @param duration how long the recording lasts, in seconds
 * @param windowSeconds how long the model's window is, in seconds
 * @param aggregation how the model's windows become the scores of the recording
 * @param windows the windows, at least one
 */
public record Taggram(
        List<String> tags, double duration, double windowSeconds, Aggregation aggregation, List<Window> windows) {

    /**
     * A stretch of the recording and its scores.
     *
     * @param start where it starts, in seconds
     * @param end where it ends, in seconds; never past the end of the recording
     * @param scores the scores of all tags
     */
    public record Window(double start, double end, TagScores scores) {

        /** Refuses windows without scores, and ones that end before they start. */
        public Window {
            if (!(start >= 0 && end >= start && Double.isFinite(end))) {
                throw new IllegalArgumentException(
                        "a window starts at 0 s or later and ends after that, got " + start + " s to " + end + " s");
            }
            if (scores == null) {
                throw new IllegalArgumentException("the window at " + start + " s has no scores");
            }
        }
    }

    /** How the scores of the windows become the scores of the recording. */
    public enum Aggregation {
        /** The mean over the windows. */
        MEAN,
        /** The highest score of any window. */
        MAX
    }

    /** Refuses a taggram without windows, or with windows that know other tags. */
    public Taggram {
        Objects.requireNonNull(aggregation, "aggregation");
        tags = List.copyOf(tags);
        windows = List.copyOf(windows);
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("a taggram needs at least one window, got none");
        }
        for (Window window : windows) {
            if (!window.scores().tags().equals(tags)) {
                throw new IllegalArgumentException(
                        "the window at " + window.start() + " s has other tags than the taggram");
            }
        }
    }

    /**
     * The highest tags of the whole recording.
     *
     * @param count how many, at least one
     * @return so many tags, or all if there are fewer, the highest first
     */
    public List<TagScore> top(int count) {
        return scores().top(count);
    }

    /**
     * The scores of the whole recording, as its model has it.
     *
     * @return one score per tag
     */
    public TagScores scores() {
        float[] values = new float[tags.size()];
        for (int k = 0; k < values.length; k++) {
            int tag = k;
            var ofWindows =
                    windows.stream().mapToDouble(window -> window.scores().values()[tag]);
            values[k] = (float) (aggregation == Aggregation.MEAN ? ofWindows.average() : ofWindows.max()).getAsDouble();
        }
        return new TagScores(tags, values);
    }
}
