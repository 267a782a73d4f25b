// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the weights by which frames are pooled follow the music, or only the frames' places in a window: attention has
 * often learned no more than to leave out what lies at a window's edge, and is the same for every window whatever is in it.
 *
 * <p>The usual profile is the median over windows, place by place. Weights follow the music if a window differs from it more
 * than the profile itself differs from place to place (medians over windows of the mean squares, so that some windows of
 * silence change nothing), and by more than a twentieth of the mean weight.
 */
final class FrameWeights {

    /** More windows would not change the answer. */
    private static final int MOST_WINDOWS = 200;

    private static final double LEAST = 0.05 * 0.05;

    private final List<float[]> windows = new ArrayList<>();

    /** Takes in the weights of a window; their mean is 1. */
    void add(float[] weights) {
        if (windows.size() < MOST_WINDOWS) {
            windows.add(weights);
        }
    }

    int windows() {
        return windows.size();
    }

    /** The answer, from two windows up. */
    boolean followTheMusic() {
        double[] profile = IntStream.range(0, windows.get(0).length)
                .mapToDouble(place -> median(
                        windows.stream().mapToDouble(weights -> weights[place]).toArray()))
                .toArray();
        double mean = Arrays.stream(profile).average().orElseThrow();
        double betweenPlaces = Arrays.stream(profile)
                .map(weight -> square(weight - mean))
                .average()
                .orElseThrow();
        double betweenWindows = median(windows.stream()
                .mapToDouble(weights -> IntStream.range(0, profile.length)
                        .mapToDouble(place -> square(weights[place] - profile[place]))
                        .average()
                        .orElseThrow())
                .toArray());
        return betweenWindows > Math.max(betweenPlaces, LEAST);
    }

    private static double square(double value) {
        return value * value;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
