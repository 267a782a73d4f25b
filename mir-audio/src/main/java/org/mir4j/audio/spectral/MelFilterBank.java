// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.mir4j.audio.spectral.MelSettings.Norm;
import org.mir4j.audio.spectral.MelSettings.Scale;
import org.mir4j.audio.spectral.MelSettings.Triangles;

/**
 * The weights of a mel filter bank.
 *
 * <p>Sources: Slaney, "Auditory Toolbox", Interval Research 1998-010; Young et al., "The HTK Book", section 5.4.
 */
public final class MelFilterBank {

    private static final double SLANEY_HERTZ_A_MEL = 200.0 / 3;
    private static final double SLANEY_LOG_FROM_HERTZ = 1000;
    private static final double SLANEY_LOG_FROM_MEL = SLANEY_LOG_FROM_HERTZ / SLANEY_HERTZ_A_MEL;
    private static final double SLANEY_LOG_STEP = Math.log(6.4) / 27;

    private MelFilterBank() {}

    /**
     * Computes the weights.
     *
     * @param settings the bank
     * @param sampleRate of the signal, in Hz
     * @param fftSize of the spectrum, {@code n_fft}
     * @return one row per band, one column per frequency bin: {@code bands x (fftSize / 2 + 1)}
     */
    public static double[][] weights(MelSettings settings, int sampleRate, int fftSize) {
        double[] edges = edges(settings);
        boolean overMel = settings.triangles() == Triangles.MEL;
        double[] corners = overMel ? toMel(edges, settings.scale()) : edges;
        double[] bins = IntStream.rangeClosed(0, fftSize / 2)
                .mapToDouble(bin -> (double) bin * sampleRate / fftSize)
                .toArray();
        double[] axis = overMel ? toMel(bins, settings.scale()) : bins;
        double[][] weights = new double[settings.bands()][axis.length];
        for (int band = 0; band < weights.length; band++) {
            double rise = corners[band + 1] - corners[band];
            double fall = corners[band + 2] - corners[band + 1];
            double peak = settings.norm() == Norm.SLANEY ? 2 / (edges[band + 2] - edges[band]) : 1;
            for (int bin = 0; bin < axis.length; bin++) {
                double up = (axis[bin] - corners[band]) / rise;
                double down = (corners[band + 2] - axis[bin]) / fall;
                weights[band][bin] = peak * Math.max(0, Math.min(up, down));
            }
        }
        return weights;
    }

    /**
     * Where the filters of a bank peak.
     *
     * @param settings the bank
     * @return one frequency a band, in Hz, rising
     */
    public static double[] centres(MelSettings settings) {
        return Arrays.copyOfRange(edges(settings), 1, settings.bands() + 1);
    }

    /** The corners of the triangles in Hz: filter {@code i} reaches from corner {@code i} to {@code i + 2}. */
    private static double[] edges(MelSettings settings) {
        double low = toMel(settings.minHertz(), settings.scale());
        double high = toMel(settings.maxHertz(), settings.scale());
        int last = settings.bands() + 1;
        return IntStream.rangeClosed(0, last)
                .mapToDouble(i -> toHertz(low + (high - low) * i / last, settings.scale()))
                .toArray();
    }

    private static double[] toMel(double[] hertz, Scale scale) {
        return IntStream.range(0, hertz.length)
                .mapToDouble(i -> toMel(hertz[i], scale))
                .toArray();
    }

    static double toMel(double hertz, Scale scale) {
        if (scale == Scale.HTK) {
            return 2595 * Math.log10(1 + hertz / 700);
        }
        return hertz < SLANEY_LOG_FROM_HERTZ
                ? hertz / SLANEY_HERTZ_A_MEL
                : SLANEY_LOG_FROM_MEL + Math.log(hertz / SLANEY_LOG_FROM_HERTZ) / SLANEY_LOG_STEP;
    }

    static double toHertz(double mel, Scale scale) {
        if (scale == Scale.HTK) {
            return 700 * (Math.pow(10, mel / 2595) - 1);
        }
        return mel < SLANEY_LOG_FROM_MEL
                ? mel * SLANEY_HERTZ_A_MEL
                : SLANEY_LOG_FROM_HERTZ * Math.exp(SLANEY_LOG_STEP * (mel - SLANEY_LOG_FROM_MEL));
    }
}
