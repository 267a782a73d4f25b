// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.tagging;

import java.util.Arrays;
import java.util.List;

/**
 * What a recording is to a model, in numbers: one vector per window, in the order of time. Recordings that sound alike to
 * the model have vectors in the same direction.
 *
 * @param duration how long the recording lasts, in seconds
 * @param windowSeconds how long the model's window is, in seconds
 * @param windows the windows, at least one
 */
public record Embeddings(double duration, double windowSeconds, List<Window> windows) {

    /**
     * A stretch of the recording and its vector.
     *
     * @param start where it starts, in seconds
     * @param end where it ends, in seconds; never past the end of the recording
     * @param vector E numbers of any size; not copied
     */
    public record Window(double start, double end, float[] vector) {

        /** Refuses windows that end before they start. */
        public Window {
            if (!(start >= 0 && end >= start && Double.isFinite(end))) {
                throw new IllegalArgumentException(
                        "a window starts at 0 s or later and ends after that, got " + start + " s to " + end + " s");
            }
        }

        /** Whether another object has the same vector at the same time. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Window window
                    && start == window.start
                    && end == window.end
                    && Arrays.equals(vector, window.vector);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * Double.hashCode(start) + Double.hashCode(end)) + Arrays.hashCode(vector);
        }
    }

    /** Refuses embeddings without windows, or with vectors of different sizes. */
    public Embeddings {
        windows = List.copyOf(windows);
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("embeddings need at least one window, got none");
        }
        int size = windows.get(0).vector().length;
        for (Window window : windows) {
            if (window.vector().length != size) {
                throw new IllegalArgumentException("the vectors of a model are of one size, got " + size + " and "
                        + window.vector().length + " numbers");
            }
        }
    }

    /**
     * How many numbers a vector has.
     *
     * @return E
     */
    public int size() {
        return windows.get(0).vector().length;
    }

    /**
     * One vector for the whole recording: the mean of those of its windows.
     *
     * @return E numbers
     */
    public float[] mean() {
        float[] mean = new float[size()];
        for (int e = 0; e < mean.length; e++) {
            double sum = 0;
            for (Window window : windows) {
                sum += window.vector()[e];
            }
            mean[e] = (float) (sum / windows.size());
        }
        return mean;
    }
}
