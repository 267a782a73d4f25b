// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mir4j.core.audio.Signal;

/**
 * References and their estimates, all of one shape: what separation metrics compare.
 *
 * @param references one per source
 * @param estimates one per source, in the same order and of the same shape
 */
public record SourceSignals(List<Signal> references, List<Signal> estimates) {

    /** How much is looked at before more is read. */
    private static final int BLOCK = 4096;

    /** Refuses signals that cannot be compared. */
    public SourceSignals {
        references = List.copyOf(references);
        estimates = List.copyOf(estimates);
        if (references.isEmpty()) {
            throw new IllegalArgumentException("there is no source to score: the list of references is empty.");
        }
        if (references.size() != estimates.size()) {
            throw new IllegalArgumentException("every reference needs one estimate, got " + references.size()
                    + " references and " + estimates.size() + " estimates.");
        }
        check("reference", references, references.get(0));
        check("estimate", estimates, references.get(0));
    }

    /**
     * Signals in memory.
     *
     * @param references one per source, {@code [channel][sample]}
     * @param estimates one per source, in the same order and of the same shape
     * @return the same
     * @throws IllegalArgumentException if there are no sources, shapes differ, or signals are empty
     */
    public static SourceSignals of(List<float[][]> references, List<float[][]> estimates) {
        return new SourceSignals(inMemory("reference", references), inMemory("estimate", estimates));
    }

    private static List<Signal> inMemory(String role, List<float[][]> signals) {
        for (int source = 0; source < signals.size(); source++) {
            float[][] signal = signals.get(source);
            String name = role + " " + (source + 1);
            if (signal.length == 0) {
                throw new IllegalArgumentException(name + " has no channels; it needs at least one.");
            }
            for (int channel = 1; channel < signal.length; channel++) {
                if (signal[channel].length != signal[0].length) {
                    throw new IllegalArgumentException(name + ", channel " + (channel + 1) + " has "
                            + signal[channel].length + " samples where channel 1 has " + signal[0].length
                            + "; the channels of a signal have one length.");
                }
            }
        }
        return signals.stream().map(Signal::of).toList();
    }

    private static void check(String role, List<Signal> signals, Signal first) {
        for (int source = 0; source < signals.size(); source++) {
            Signal signal = signals.get(source);
            String name = role + " " + (source + 1);
            if (signal.channels() != first.channels()) {
                throw new IllegalArgumentException(name + " has " + channels(signal.channels())
                        + " where reference 1 has " + channels(first.channels()) + "; all signals need the same.");
            }
            if (signal.length() == 0) {
                throw new IllegalArgumentException(name + " is empty; a signal to score needs at least one sample.");
            }
            if (signal.length() != first.length()) {
                throw new IllegalArgumentException(name + " has " + signal.length() + " samples where reference 1 has "
                        + first.length() + "; cut estimates to the length of the references, or pad them with zeros.");
            }
        }
    }

    private static String channels(int count) {
        return count == 1 ? "1 channel" : count + " channels";
    }

    int sources() {
        return references.size();
    }

    int channels() {
        return references.get(0).channels();
    }

    long length() {
        return references.get(0).length();
    }

    /** Whether some reference or some estimate is silent from {@code start} to {@code end}. */
    boolean silent(long start, long end) {
        return references.stream().anyMatch(signal -> silent(signal, start, end))
                || estimates.stream().anyMatch(signal -> silent(signal, start, end));
    }

    /** museval's rule: the sum over the channels is exactly zero at every sample, so that opposite channels count too. */
    private static boolean silent(Signal signal, long start, long end) {
        float[] samples = new float[BLOCK];
        for (long from = start; from < end; from += BLOCK) {
            int count = (int) Math.min(BLOCK, end - from);
            double[] sums = new double[count];
            for (int channel = 0; channel < signal.channels(); channel++) {
                signal.read(channel, from, samples, count);
                for (int k = 0; k < count; k++) {
                    sums[k] += samples[k];
                }
            }
            for (double sum : sums) {
                if (sum != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Refuses a block of a channel, of which the first sample is number {@code start}, if a sample is not finite. */
    static void requireFinite(String signal, int channel, long start, float[] block, int count) {
        for (int k = 0; k < count; k++) {
            if (!Float.isFinite(block[k])) {
                throw new IllegalArgumentException(signal + ", channel " + (channel + 1) + ", sample " + (start + k)
                        + " is " + block[k] + "; only finite samples can be scored.");
            }
        }
    }

    /**
     * What one pass over references and estimates tells: that all samples are finite, how loud each channel of the
     * references is, and which of them are the same.
     */
    static final class Survey {

        private static final int BLOCK = 1 << 14;

        private final SourceSignals signals;
        private final int count; // of the channels of all references
        private final float[][] blocks;
        private final float[] peaks;
        private final boolean[][] differ; // of channel a and a later channel b

        Survey(SourceSignals signals) {
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

    /**
     * The channels of all references without repetitions: a silent channel, or one that is the same as another (a voice in
     * the middle of stereo), adds nothing to a projection but makes its equations singular.
     *
     * @param channels the different channels
     * @param bySource which of them each source has
     */
    record ReferenceChannels(List<Channel> channels, int[][] bySource) {

        int[] all() {
            return IntStream.range(0, channels.size()).toArray();
        }
    }
}
