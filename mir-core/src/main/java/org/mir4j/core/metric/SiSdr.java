// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static java.util.Collections.singletonList;

import java.util.List;
import org.mir4j.core.audio.Signal;

/**
 * The scale-invariant source to distortion ratio (Le Roux, Wisdom, Erdogan and Hershey, "SDR - half-baked or well
 * done?", ICASSP 2019): the energy of the part of the estimate that is a multiple of the reference, to that of the rest.
 *
 * <p>As in the paper, means are not taken away. A silent reference or a silent estimate gives NaN; an estimate that has
 * nothing of the reference, negative infinity; a multiple of the reference, positive infinity or a few hundred dB of
 * rounding errors.
 */
public final class SiSdr {

    private static final int BLOCK = 1 << 14;

    private SiSdr() {}

    /**
     * The SI-SDR of a source. Several channels are taken together, with one factor for all.
     *
     * @param reference {@code [channel][sample]}
     * @param estimate of the same shape
     * @return in dB
     * @throws IllegalArgumentException if shapes differ, signals are empty, or a sample is not a finite number
     */
    public static double of(float[][] reference, float[][] estimate) {
        return of(SourceSignals.of(singletonList(reference), singletonList(estimate)));
    }

    /**
     * The SI-SDR of a source that need not lie in memory: two passes over reference and estimate.
     *
     * @param reference of any number of channels
     * @param estimate of the same shape
     * @return in dB
     * @throws IllegalArgumentException as for {@link #of(float[][], float[][])}
     */
    public static double of(Signal reference, Signal estimate) {
        return of(new SourceSignals(List.of(reference), List.of(estimate)));
    }

    private static double of(SourceSignals signals) {
        Signal reference = signals.references().get(0);
        Signal estimate = signals.estimates().get(0);
        Sums products = new Sums();
        eachBlock(reference, estimate, (channel, start, a, b, count) -> products.addProducts(a, b, count));
        if (!Double.isFinite(products.first) || !Double.isFinite(products.second)) {
            refuseWhatIsNotFinite(reference, estimate);
        }
        double factor = products.first / products.second;
        Sums energies = new Sums();
        eachBlock(reference, estimate, (channel, start, a, b, count) -> energies.addParts(a, b, factor, count));
        return 10 * Math.log10(energies.first / energies.second);
    }

    /**
     * The SI-SDR of a mono source.
     *
     * @param reference the samples
     * @param estimate as many samples
     * @return in dB
     * @throws IllegalArgumentException as for {@link #of(float[][], float[][])}
     */
    public static double of(float[] reference, float[] estimate) {
        return of(new float[][] {reference}, new float[][] {estimate});
    }

    @FunctionalInterface
    private interface Blocks {
        void take(int channel, long start, float[] reference, float[] estimate, int count);
    }

    /** Sums of products of floats are finite as doubles, unless one of the samples is not: only then it is looked for. */
    private static void refuseWhatIsNotFinite(Signal reference, Signal estimate) {
        eachBlock(reference, estimate, (channel, start, a, b, count) -> {
            SourceSignals.requireFinite("reference", channel, start, a, count);
            SourceSignals.requireFinite("estimate", channel, start, b, count);
        });
    }

    private static void eachBlock(Signal reference, Signal estimate, Blocks blocks) {
        float[] a = new float[BLOCK];
        float[] b = new float[BLOCK];
        for (int channel = 0; channel < reference.channels(); channel++) {
            for (long start = 0; start < reference.length(); start += BLOCK) {
                int count = (int) Math.min(BLOCK, reference.length() - start);
                reference.read(channel, start, a, count);
                estimate.read(channel, start, b, count);
                blocks.take(channel, start, a, b, count);
            }
        }
    }

    /** Two sums over all samples. */
    private static final class Sums {

        private double first;
        private double second;

        /** Of the reference with the estimate, and with itself. */
        void addProducts(float[] reference, float[] estimate, int count) {
            for (int k = 0; k < count; k++) {
                first += (double) reference[k] * estimate[k];
                second += (double) reference[k] * reference[k];
            }
        }

        /** Of the energy of the reference times a factor, and of what that leaves of the estimate. */
        void addParts(float[] reference, float[] estimate, double factor, int count) {
            for (int k = 0; k < count; k++) {
                double scaled = factor * reference[k];
                first += scaled * scaled;
                second += (estimate[k] - scaled) * (estimate[k] - scaled);
            }
        }
    }
}
