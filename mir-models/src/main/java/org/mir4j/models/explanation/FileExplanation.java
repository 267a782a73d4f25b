// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import java.util.Comparator;
import java.util.List;

/**
 * When a recording has a tag, as far as windows tell.
 *
 * @param tag the tag
 * @param duration of the recording, in seconds
 * @param score of the recording, from 0 to 1
 * @param windows all windows that were scored, in the order of time; they overlap
 * @param moments what tells moments apart in this recording: what the network says of them, or the scores of windows, also
 *     where the network's weights are only those of places in a window
 */
public record FileExplanation(String tag, double duration, double score, List<ScoredWindow> windows, Moments moments) {

    /**
     * A window and its score.
     *
     * @param start in seconds
     * @param end in seconds, never past the end of the recording
     * @param score of the tag, from 0 to 1
     */
    public record ScoredWindow(double start, double end, double score) {}

    /** Refuses explanations without windows. */
    public FileExplanation {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("a recording has at least one window");
        }
        windows = windows.stream()
                .sorted(Comparator.comparing(ScoredWindow::start))
                .toList();
    }

    /**
     * The score of a moment: the mean over the windows that contain it.
     *
     * @param second of the recording
     * @return the score; NaN if no window contains it
     */
    public double scoreAt(double second) {
        return windows.stream()
                .filter(window -> window.start() <= second && second < window.end())
                .mapToDouble(ScoredWindow::score)
                .average()
                .orElse(Double.NaN);
    }
}
