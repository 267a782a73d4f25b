package org.mir4j.core.metric.separation;

import java.util.Arrays;
import java.util.List;

/**
 * References and their estimates, all of one shape.
 *
 * @param references one a source, {@code [channel][sample]}
 * @param estimates one a source, in the same order and of the same shape
 */
record SourceSignals(List<float[][]> references, List<float[][]> estimates) {

    SourceSignals {
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

    private static void check(String role, List<float[][]> signals, float[][] first) {
        for (int source = 0; source < signals.size(); source++) {
            float[][] signal = signals.get(source);
            String name = role + " " + (source + 1);
            if (signal.length == 0) {
                throw new IllegalArgumentException(name + " has no channels; it needs at least one.");
            }
            if (signal.length != first.length) {
                throw new IllegalArgumentException(name + " has " + channels(signal.length) + " where reference 1 has "
                        + channels(first.length) + "; all signals need the same.");
            }
            for (int channel = 0; channel < signal.length; channel++) {
                check(name + ", channel " + (channel + 1), signal[channel], first[0].length);
            }
        }
    }

    private static String channels(int count) {
        return count == 1 ? "1 channel" : count + " channels";
    }

    private static void check(String name, float[] samples, int length) {
        if (samples.length == 0) {
            throw new IllegalArgumentException(name + " is empty; a signal to score needs at least one sample.");
        }
        if (samples.length != length) {
            throw new IllegalArgumentException(name + " has " + samples.length + " samples where reference 1 has "
                    + length + "; cut estimates to the length of the references, or pad them with zeros.");
        }
        for (int k = 0; k < length; k++) {
            if (!Float.isFinite(samples[k])) {
                throw new IllegalArgumentException(
                        name + ", sample " + k + " is " + samples[k] + "; only finite samples can be scored.");
            }
        }
    }

    int sources() {
        return references.size();
    }

    int channels() {
        return references.get(0).length;
    }

    int length() {
        return references.get(0)[0].length;
    }

    /** Whether some reference or some estimate is silent from {@code start} to {@code end}. */
    boolean silent(int start, int end) {
        return references.stream().anyMatch(signal -> silent(signal, start, end))
                || estimates.stream().anyMatch(signal -> silent(signal, start, end));
    }

    /** museval's rule: the sum over the channels is exactly zero at every sample, so that opposite channels count too. */
    private static boolean silent(float[][] signal, int start, int end) {
        for (int k = start; k < end; k++) {
            double sum = 0;
            for (float[] channel : signal) {
                sum += channel[k];
            }
            if (sum != 0) {
                return false;
            }
        }
        return true;
    }

    /** The channels of all estimates: channel {@code c} of source {@code j} is number {@code j * channels() + c}. */
    float[][] estimateChannels() {
        return estimates.stream().flatMap(Arrays::stream).toArray(float[][]::new);
    }

    /** The channels of all references, in the same order. */
    float[][] referenceChannels() {
        return references.stream().flatMap(Arrays::stream).toArray(float[][]::new);
    }
}
