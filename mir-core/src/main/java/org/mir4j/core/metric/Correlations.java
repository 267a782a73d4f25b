// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.Arrays;
import java.util.List;
import org.mir4j.core.fourier.Fft;
import org.mir4j.core.fourier.Spectrum;
import org.mir4j.core.metric.Channel.Reader;

/**
 * Correlations of signals at short lags, by sums of the spectra of blocks: memory does not grow with the length.
 *
 * <p>Two consecutive blocks share a transform, one as its real and one as its imaginary part: the real part of the
 * complex correlation is the sum of theirs. Those between references have more digits than a double, in two parts,
 * because nearly singular equations of them lose as many.
 */
final class Correlations {

    private final int taps;
    private final Fft fft;
    private final double[][][] leading;
    private final double[][][] trailing;
    private final double[][][] cross;

    /**
     * @param references none of them silent
     * @param estimates of the same length
     * @param taps lags from 0 to {@code taps - 1}, and between references also the negative ones
     */
    Correlations(List<Channel> references, List<Channel> estimates, int taps) {
        this.taps = taps;
        fft = new Fft(Integer.highestOneBit(Math.max(16 * taps, 4096)));
        int block = fft.length() - 2 * (taps - 1);
        SplitSignal[] inner = split(references);
        SplitSignal[] outer = split(references);
        Reader segment = new Reader(fft.length());
        Spectrum other = Spectrum.zeros(fft.length());
        Spectrum[][] leadingSums = sums(references.size(), references.size(), true);
        Spectrum[][] trailingSums = sums(references.size(), references.size(), true);
        Spectrum[][] crossSums = sums(references.size(), estimates.size(), false);
        for (long start = 0; start < estimates.get(0).length(); start += 2 * block) {
            for (int a = 0; a < references.size(); a++) {
                inner[a].transform(fft, start, block, 0);
                outer[a].transform(fft, start, block, taps - 1);
            }
            accumulate(inner, outer, leadingSums, trailingSums);
            for (int c = 0; c < estimates.size(); c++) {
                segment.readPair(estimates.get(c), start, block, taps - 1, other);
                fft.forward(other);
                for (int a = 0; a < references.size(); a++) {
                    crossSums[a][c].addConjugateProduct(inner[a].whole(), other);
                }
            }
        }
        leading = lags(leadingSums);
        trailing = lags(trailingSums);
        cross = lags(crossSums);
        for (int a = 0; a < references.size(); a++) {
            for (int b = a; b < references.size(); b++) {
                round(leading[a][b], inner[a].quantum() * inner[b].quantum());
            }
            makeEven(trailing[a][a]);
        }
    }

    /**
     * The sum over n of {@code a[n] b[n + lag]}, of two references, for {@code -taps < lag < taps}: its leading digits,
     * exactly.
     */
    double leading(int a, int b, int lag) {
        return a <= b ? leading[a][b][lag + taps - 1] : leading[b][a][taps - 1 - lag];
    }

    /** What is to be added to {@link #leading}. */
    double trailing(int a, int b, int lag) {
        return a <= b ? trailing[a][b][lag + taps - 1] : trailing[b][a][taps - 1 - lag];
    }

    /** The sum over n of {@code a[n] c[n + lag]}, of a reference and an estimate, for {@code 0 <= lag < taps}. */
    double withEstimate(int a, int c, int lag) {
        return cross[a][c][lag + taps - 1];
    }

    private SplitSignal[] split(List<Channel> channels) {
        return channels.stream()
                .map(channel -> new SplitSignal(channel, fft.length()))
                .toArray(SplitSignal[]::new);
    }

    private Spectrum[][] sums(int rows, int columns, boolean upperOnly) {
        Spectrum[][] sums = new Spectrum[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = upperOnly ? row : 0; column < columns; column++) {
                sums[row][column] = Spectrum.zeros(fft.length());
            }
        }
        return sums;
    }

    private static void accumulate(
            SplitSignal[] inner, SplitSignal[] outer, Spectrum[][] leadingSums, Spectrum[][] trailingSums) {
        for (int a = 0; a < inner.length; a++) {
            for (int b = a; b < outer.length; b++) {
                leadingSums[a][b].addConjugateProduct(inner[a].leading(), outer[b].leading());
                trailingSums[a][b].addConjugateProduct(inner[a].leading(), outer[b].trailing());
                trailingSums[a][b].addConjugateProduct(inner[a].trailing(), outer[b].whole());
            }
        }
    }

    private double[][][] lags(Spectrum[][] sums) {
        double[][][] lags = new double[sums.length][sums[0].length][];
        for (int row = 0; row < sums.length; row++) {
            for (int column = 0; column < sums[row].length; column++) {
                if (sums[row][column] != null) {
                    fft.inverse(sums[row][column]);
                    lags[row][column] = Arrays.copyOf(sums[row][column].re(), 2 * taps - 1);
                }
            }
        }
        return lags;
    }

    private static void round(double[] lags, double quantum) {
        for (int k = 0; k < lags.length; k++) {
            lags[k] = Math.rint(lags[k] / quantum) * quantum;
        }
    }

    private static void makeEven(double[] lags) {
        for (int k = 0; k < lags.length / 2; k++) {
            int mirrored = lags.length - 1 - k;
            double mean = (lags[k] + lags[mirrored]) / 2;
            lags[k] = mean;
            lags[mirrored] = mean;
        }
    }

    /**
     * Two consecutive blocks of a signal, as the real and the imaginary part of one, and their spectrum: whole, and apart
     * for the leading bits of the samples and for the others.
     *
     * <p>Samples of so few bits have correlations that are exact after rounding, although they come from transforms; what
     * is not exact then is smaller by as many bits.
     */
    static final class SplitSignal {

        /** Twice these, and sums over many million samples, are well within the 53 bits of a double. */
        private static final int LEADING_BITS = 11;

        private final Channel channel;
        private final Reader segment;
        private final double quantum;
        private final Spectrum leading;
        private final Spectrum trailing;
        private final Spectrum whole;

        SplitSignal(Channel channel, int transformLength) {
            this.channel = channel;
            segment = new Reader(transformLength);
            quantum = Math.scalb(1.0, Math.getExponent(channel.peak()) + 1 - LEADING_BITS);
            leading = Spectrum.zeros(transformLength);
            trailing = Spectrum.zeros(transformLength);
            whole = Spectrum.zeros(transformLength);
        }

        /** What samples are rounded to: the leading parts are multiples of it. */
        double quantum() {
            return quantum;
        }

        Spectrum leading() {
            return leading;
        }

        Spectrum trailing() {
            return trailing;
        }

        Spectrum whole() {
            return whole;
        }

        /** Transforms the blocks from {@code start} on, each with {@code margin} more samples on both sides. */
        void transform(Fft fft, long start, int block, int margin) {
            segment.readPair(channel, start, block, margin, trailing);
            split(trailing.re(), leading.re(), quantum);
            split(trailing.im(), leading.im(), quantum);
            fft.forward(leading);
            fft.forward(trailing);
            whole.setSum(leading, trailing);
        }

        private static void split(double[] samples, double[] leading, double quantum) {
            double perQuantum = 1 / quantum;
            for (int k = 0; k < samples.length; k++) {
                leading[k] = Math.rint(samples[k] * perQuantum) * quantum;
                samples[k] -= leading[k];
            }
        }
    }
}
