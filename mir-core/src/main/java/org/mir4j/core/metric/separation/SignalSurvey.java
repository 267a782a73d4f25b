// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.separation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mir4j.core.signal.Signal;

/**
 * What one pass over references and estimates tells: that all samples are finite, how loud each channel of the
 * references is, and which of them are the same.
 */
final class SignalSurvey {

    private static final int BLOCK = 1 << 14;

    private final SourceSignals signals;
    private final int count; // of the channels of all references
    private final float[][] blocks;
    private final float[] peaks;
    private final boolean[][] differ; // of channel a and a later channel b

    SignalSurvey(SourceSignals signals) {
        this.signals = signals;
        count = signals.sources() * signals.channels();
        blocks = new float[count][BLOCK];
        peaks = new float[count];
        differ = new boolean[count][count];
        float[] estimate = new float[BLOCK];
        for (long start = 0; start < signals.length(); start += BLOCK) {
            int length = (int) Math.min(BLOCK, signals.length() - start);
            for (int a = 0; a < count; a++) {
                signal(signals.references(), a).read(a % signals.channels(), start, blocks[a], length);
                requireFinite("reference", a, blocks[a], start, length);
                peaks[a] = Math.max(peaks[a], peak(blocks[a], length));
            }
            for (int c = 0; c < count; c++) {
                signal(signals.estimates(), c).read(c % signals.channels(), start, estimate, length);
                requireFinite("estimate", c, estimate, start, length);
            }
            compare(length);
        }
    }

    SourceSignals signals() {
        return signals;
    }

    private Signal signal(List<Signal> all, int channel) {
        return all.get(channel / signals.channels());
    }

    private void requireFinite(String role, int channel, float[] block, long start, int length) {
        String signal = role + " " + (channel / signals.channels() + 1);
        SourceSignals.requireFinite(signal, channel % signals.channels(), start, block, length);
    }

    private static float peak(float[] block, int length) {
        float peak = 0;
        for (int k = 0; k < length; k++) {
            peak = Math.max(peak, Math.abs(block[k]));
        }
        return peak;
    }

    private void compare(int length) {
        for (int a = 0; a < count; a++) {
            for (int b = a + 1; b < count; b++) {
                differ[a][b] = differ[a][b] || !Arrays.equals(blocks[a], 0, length, blocks[b], 0, length);
            }
        }
    }

    /** The channels of all references without repetitions. */
    ReferenceChannels references() {
        List<Channel> different = new ArrayList<>();
        List<Integer> first = new ArrayList<>(); // the number of each among all channels
        int[][] bySource = new int[signals.sources()][];
        for (int source = 0; source < bySource.length; source++) {
            bySource[source] = IntStream.range(source * signals.channels(), (source + 1) * signals.channels())
                    .filter(a -> peaks[a] > 0)
                    .map(a -> index(a, different, first))
                    .distinct()
                    .toArray();
        }
        return new ReferenceChannels(List.copyOf(different), bySource);
    }

    private int index(int a, List<Channel> different, List<Integer> first) {
        for (int k = 0; k < first.size(); k++) {
            if (!differ[first.get(k)][a]) {
                return k;
            }
        }
        different.add(new Channel(signal(signals.references(), a), a % signals.channels(), peaks[a]));
        first.add(a);
        return first.size() - 1;
    }

    /** The channels of all estimates: channel {@code c} of source {@code j} is number {@code j * channels + c}. */
    List<Channel> estimates() {
        return IntStream.range(0, count)
                .mapToObj(c -> new Channel(signal(signals.estimates(), c), c % signals.channels(), Float.NaN))
                .toList();
    }
}
