// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.separation;

import java.util.List;
import org.mir4j.core.signal.Signal;

/**
 * References and their estimates, all of one shape: what separation metrics compare.
 *
 * @param references one a source
 * @param estimates one a source, in the same order and of the same shape
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
     * @param references one a source, {@code [channel][sample]}
     * @param estimates one a source, in the same order and of the same shape
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
}
