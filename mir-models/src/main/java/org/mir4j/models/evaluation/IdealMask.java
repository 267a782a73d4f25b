// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.audio.Signal;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.fourier.Fft;
import org.mir4j.core.fourier.Spectrum;

/**
 * What masks of a spectrogram could reach if they knew the true stems: the upper bound for all who estimate masks.
 *
 * <p>As in the oracles of the 2018 Signal Separation Evaluation Campaign (Stöter, Liutkus and Ito 2018): every channel
 * by itself, a periodic Hann window of 2048 samples, hop 1024, the mixture's phase; the accompaniment is the sum of all
 * estimates but the vocals'.
 */
final class IdealMask extends SeparationSystem {

    private final Masks kind;

    IdealMask(Masks kind) {
        this.kind = kind;
    }

    @Override
    public String name() {
        return kind == Masks.RATIO ? "oracle-irm" : "oracle-ibm";
    }

    @Override
    Estimates estimate(StemTrack track, SongSignals song, SignalFiles files) {
        int channels = song.mixture().channels();
        List<SignalFile> masked = song.stems().keySet().stream()
                .map(name -> files.create(channels))
                .toList();
        for (int channel = 0; channel < channels; channel++) {
            int c = channel;
            new MaskedChannel(kind, song, channel)
                    .estimate((stem, samples, count) -> masked.get(stem).append(c, samples, count));
        }
        Map<String, Signal> estimates = new LinkedHashMap<>();
        song.stems().keySet().forEach(name -> estimates.put(name, masked.get(estimates.size())));
        return Estimates.of(SongSignals.withAccompaniment(estimates));
    }

    /**
     * One channel of a mixture under the ideal masks of its stems, frame by frame.
     *
     * <p>Frames are those of scipy's {@code stft} and {@code istft}: the first is centred on the first sample, and what
     * overlaps is divided by the sum of the squared windows.
     */
    private static final class MaskedChannel {

        private static final int WINDOW = 2048;
        private static final int HOP = WINDOW / 2;

        /** Keeps masks from dividing by zero. */
        private static final double EPSILON = Math.ulp(1.0);

        /** scipy scales spectra by the sum of the window. */
        private static final double SCALE = 1.0 / HOP;

        private static final double HALF = 0.5;

        /** Takes the samples of the estimates, stem by stem, from the first on. */
        @FunctionalInterface
        interface Output {
            void append(int stem, float[] samples, int count);
        }

        private final Masks kind;
        private final Signal mixture;
        private final List<Signal> stems;
        private final int channel;
        private final double[] window = hann();
        private final Fft fft = new Fft(WINDOW);
        private final Spectrum masked = Spectrum.zeros(WINDOW);
        private final double[] total = new double[WINDOW];
        private final float[] samples = new float[WINDOW];

        MaskedChannel(Masks kind, SongSignals song, int channel) {
            this.kind = kind;
            this.channel = channel;
            mixture = song.mixture();
            stems = List.copyOf(song.stems().values());
        }

        private static double[] hann() {
            double[] window = new double[WINDOW];
            for (int n = 0; n < WINDOW; n++) {
                window[n] = HALF - HALF * Math.cos(2 * Math.PI * n / WINDOW);
            }
            return window;
        }

        /** Gives an estimate of every stem, as long as the mixture. */
        void estimate(Output output) {
            double[][] sums = new double[stems.size()][WINDOW]; // of the frame's samples, by all frames until now
            double[] squares = new double[WINDOW];
            Spectrum whole = Spectrum.zeros(WINDOW);
            List<Spectrum> parts =
                    stems.stream().map(stem -> Spectrum.zeros(WINDOW)).toList();
            for (long start = -HOP; start < mixture.length(); start += HOP) {
                transform(mixture, start, whole);
                for (int j = 0; j < parts.size(); j++) {
                    transform(stems.get(j), start, parts.get(j));
                }
                sumPowers(parts);
                addSquares(squares);
                for (int j = 0; j < parts.size(); j++) {
                    mask(whole, parts.get(j));
                    fft.inverse(masked);
                    overlapAdd(sums[j]);
                    if (start >= 0) {
                        int count = (int) Math.min(HOP, mixture.length() - start);
                        divide(sums[j], squares, count);
                        output.append(j, samples, count);
                    }
                    advance(sums[j]);
                }
                advance(squares);
            }
        }

        private void transform(Signal signal, long start, Spectrum spectrum) {
            spectrum.clear();
            int first = (int) Math.max(0, -start);
            int count = (int) Math.min(WINDOW, signal.length() - start) - first;
            signal.read(channel, start + first, samples, count);
            for (int n = 0; n < count; n++) {
                spectrum.re()[first + n] = window[first + n] * samples[n] * SCALE;
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
                double gain = kind == Masks.RATIO ? power(part, k) / total[k] : binary(whole, part, k);
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

        private void overlapAdd(double[] sum) {
            for (int n = 0; n < WINDOW; n++) {
                sum[n] += window[n] * masked.re()[n] / SCALE;
            }
        }

        private void addSquares(double[] squares) {
            for (int n = 0; n < WINDOW; n++) {
                squares[n] += window[n] * window[n];
            }
        }

        private void divide(double[] sum, double[] squares, int count) {
            for (int n = 0; n < count; n++) {
                samples[n] = (float) (sum[n] / squares[n]);
            }
        }

        private static void advance(double[] sum) {
            System.arraycopy(sum, HOP, sum, 0, HOP);
            Arrays.fill(sum, HOP, WINDOW, 0);
        }
    }
}
