package org.mir4j.core.metric.separation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The channels of all references without repetitions: a silent channel, or one that is the same as another (a voice in
 * the middle of stereo), adds nothing to a projection but makes its equations singular.
 *
 * @param signals the different channels, {@code [channel][sample]}
 * @param bySource which of them each source has
 */
record ReferenceChannels(float[][] signals, int[][] bySource) {

    static ReferenceChannels of(List<float[][]> references) {
        List<float[]> different = new ArrayList<>();
        int[][] bySource = references.stream()
                .map(source -> Arrays.stream(source)
                        .mapToInt(channel -> index(different, channel))
                        .filter(index -> index >= 0)
                        .distinct()
                        .toArray())
                .toArray(int[][]::new);
        return new ReferenceChannels(different.toArray(float[][]::new), bySource);
    }

    private static int index(List<float[]> different, float[] channel) {
        if (IntStream.range(0, channel.length).allMatch(k -> channel[k] == 0)) {
            return -1;
        }
        for (int k = 0; k < different.size(); k++) {
            if (Arrays.equals(different.get(k), channel)) {
                return k;
            }
        }
        different.add(channel);
        return different.size() - 1;
    }

    int[] all() {
        return IntStream.range(0, signals.length).toArray();
    }
}
