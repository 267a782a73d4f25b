package org.mir4j.core.metric.separation;

import static java.util.Collections.singletonList;

/**
 * The scale-invariant source to distortion ratio (Le Roux, Wisdom, Erdogan and Hershey, "SDR - half-baked or well
 * done?", ICASSP 2019): the energy of the part of the estimate that is a multiple of the reference, to that of the rest.
 *
 * <p>As in the paper, means are not taken away. A silent reference or a silent estimate gives NaN; an estimate that has
 * nothing of the reference, negative infinity; a multiple of the reference, positive infinity or a few hundred dB of
 * rounding errors.
 */
public final class SiSdr {

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
        SourceSignals signals = new SourceSignals(singletonList(reference), singletonList(estimate));
        double factor = product(reference, estimate) / product(reference, reference);
        double target = 0;
        double rest = 0;
        for (int channel = 0; channel < signals.channels(); channel++) {
            for (int k = 0; k < signals.length(); k++) {
                double scaled = factor * reference[channel][k];
                target += scaled * scaled;
                rest += (estimate[channel][k] - scaled) * (estimate[channel][k] - scaled);
            }
        }
        return 10 * Math.log10(target / rest);
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

    private static double product(float[][] a, float[][] b) {
        double sum = 0;
        for (int channel = 0; channel < a.length; channel++) {
            for (int k = 0; k < a[channel].length; k++) {
                sum += (double) a[channel][k] * b[channel][k];
            }
        }
        return sum;
    }
}
