package org.mir4j.models.evaluation.separation;

import java.util.List;
import java.util.stream.IntStream;
import org.mir4j.core.signal.Fft;
import org.mir4j.core.signal.Spectrum;

/**
 * One channel of a mixture under the ideal masks of its stems, frame by frame.
 *
 * <p>Frames are those of scipy's {@code stft} and {@code istft}: the first is centred on the first sample, and what
 * overlaps is divided by the sum of the squared windows.
 */
final class MaskedChannel {

    private static final int WINDOW = 2048;
    private static final int HOP = WINDOW / 2;

    /** Keeps masks from dividing by zero. */
    private static final double EPSILON = Math.ulp(1.0);

    /** scipy scales spectra by the sum of the window. */
    private static final double SCALE = 1.0 / HOP;

    private static final double HALF = 0.5;

    private final IdealMask.Kind kind;
    private final float[] mixture;
    private final List<float[]> stems;
    private final double[] window = hann();
    private final Fft fft = new Fft(WINDOW);
    private final Spectrum masked = Spectrum.zeros(WINDOW);
    private final double[] total = new double[WINDOW];

    MaskedChannel(IdealMask.Kind kind, float[] mixture, List<float[]> stems) {
        this.kind = kind;
        this.mixture = mixture;
        this.stems = stems;
    }

    private static double[] hann() {
        double[] window = new double[WINDOW];
        for (int n = 0; n < WINDOW; n++) {
            window[n] = HALF - HALF * Math.cos(2 * Math.PI * n / WINDOW);
        }
        return window;
    }

    /** An estimate a stem, as long as the mixture. */
    float[][] estimates() {
        double[][] sums = new double[stems.size()][mixture.length];
        double[] squares = new double[mixture.length];
        Spectrum whole = Spectrum.zeros(WINDOW);
        List<Spectrum> parts =
                stems.stream().map(stem -> Spectrum.zeros(WINDOW)).toList();
        for (int start = -HOP; start < mixture.length; start += HOP) {
            transform(mixture, start, whole);
            for (int j = 0; j < parts.size(); j++) {
                transform(stems.get(j), start, parts.get(j));
            }
            sumPowers(parts);
            for (int j = 0; j < parts.size(); j++) {
                mask(whole, parts.get(j));
                fft.inverse(masked);
                overlapAdd(start, sums[j]);
            }
            addSquares(start, squares);
        }
        return IntStream.range(0, sums.length)
                .mapToObj(j -> divided(sums[j], squares))
                .toArray(float[][]::new);
    }

    private void transform(float[] signal, int start, Spectrum spectrum) {
        spectrum.clear();
        for (int n = Math.max(0, -start); n < Math.min(WINDOW, signal.length - start); n++) {
            spectrum.re()[n] = window[n] * signal[start + n] * SCALE;
        }
        fft.forward(spectrum);
    }

    private void sumPowers(List<Spectrum> parts) {
        for (int k = 0; k < WINDOW; k++) {
            total[k] = EPSILON;
            for (Spectrum part : parts) {
                total[k] += power(part, k);
            }
        }
    }

    private void mask(Spectrum whole, Spectrum part) {
        for (int k = 0; k < WINDOW; k++) {
            double gain = kind == IdealMask.Kind.RATIO ? power(part, k) / total[k] : binary(whole, part, k);
            masked.re()[k] = gain * whole.re()[k];
            masked.im()[k] = gain * whole.im()[k];
        }
    }

    private static double binary(Spectrum whole, Spectrum part, int k) {
        return Math.sqrt(power(part, k)) / (EPSILON + Math.sqrt(power(whole, k))) >= HALF ? 1 : 0;
    }

    private static double power(Spectrum spectrum, int k) {
        return spectrum.re()[k] * spectrum.re()[k] + spectrum.im()[k] * spectrum.im()[k];
    }

    private void overlapAdd(int start, double[] sum) {
        for (int n = Math.max(0, -start); n < Math.min(WINDOW, sum.length - start); n++) {
            sum[start + n] += window[n] * masked.re()[n] / SCALE;
        }
    }

    private void addSquares(int start, double[] squares) {
        for (int n = Math.max(0, -start); n < Math.min(WINDOW, squares.length - start); n++) {
            squares[start + n] += window[n] * window[n];
        }
    }

    private static float[] divided(double[] sum, double[] squares) {
        float[] estimate = new float[sum.length];
        for (int n = 0; n < estimate.length; n++) {
            estimate[n] = (float) (sum[n] / squares[n]);
        }
        return estimate;
    }
}
