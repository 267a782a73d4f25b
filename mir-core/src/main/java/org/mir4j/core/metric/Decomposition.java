// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mir4j.core.fourier.Fft;
import org.mir4j.core.fourier.Spectrum;
import org.mir4j.core.metric.Channel.Reader;
import org.mir4j.core.metric.SourceSignals.ReferenceChannels;
import org.mir4j.core.metric.SourceSignals.Survey;

/**
 * Decomposes estimates into target, spatial distortion, interference and artifacts, frame by frame, with filters found
 * once for the whole signal.
 *
 * <p>A frame is filtered as if there were zeros around it, and the decay of the filters after its end counts too. The
 * convolutions are done by overlap-save, two blocks to a transform, so that memory does not grow with the frame.
 */
final class Decomposition {

    private final SourceSignals signals;
    private final ReferenceChannels references;
    private final List<Channel> targets; // the channels of all references, with repetitions
    private final List<Channel> estimates;
    private final Reader segment;
    private final int taps;
    private final Fft fft;
    private final int block;
    /** {@code [estimate channel][reference channel]}, where null is a filter of zeros. */
    private final Spectrum[][] ownFilters;

    private final Spectrum[][] allFilters;
    private final Spectrum[] inputs;
    private final Spectrum target;
    private final Spectrum estimate;
    private final Spectrum own;
    private final Spectrum all;

    /**
     * Finds the filters.
     *
     * @param survey of signals, no source of which is silent all through
     * @param taps how long the filters are
     * @param loading what is added to the diagonal of the matrix of inner products
     * @param window how long frames are, at most
     * @throws IllegalArgumentException if filters have no taps
     */
    Decomposition(Survey survey, int taps, double loading, long window) {
        if (taps < 1) {
            throw new IllegalArgumentException("filters have at least one tap, got " + taps);
        }
        signals = survey.signals();
        this.taps = taps;
        references = survey.references();
        estimates = survey.estimates();
        targets = channels(signals);
        fft = new Fft(transformLength(Math.min(window, signals.length()) + taps - 1, taps));
        block = fft.length() - taps + 1;
        segment = new Reader(fft.length());
        inputs =
                Stream.generate(this::zeros).limit(references.channels().size()).toArray(Spectrum[]::new);
        target = zeros();
        estimate = zeros();
        own = zeros();
        all = zeros();
        ownFilters = new Spectrum[estimates.size()][inputs.length];
        allFilters = signals.sources() == 1 ? ownFilters : new Spectrum[estimates.size()][inputs.length];
        Correlations correlations = new Correlations(references.channels(), estimates, taps);
        ProjectionFilters filters = new ProjectionFilters(correlations, taps, loading);
        for (int source = 0; source < signals.sources(); source++) {
            int[] channels = channels(source, source + 1);
            solve(filters, references.bySource()[source], channels, ownFilters);
        }
        if (allFilters != ownFilters) {
            solve(filters, references.all(), channels(0, signals.sources()), allFilters);
        }
    }

    private static List<Channel> channels(SourceSignals signals) {
        return signals.references().stream()
                .flatMap(signal -> IntStream.range(0, signal.channels())
                        .mapToObj(channel -> new Channel(signal, channel, Float.NaN)))
                .toList();
    }

    private Spectrum zeros() {
        return Spectrum.zeros(fft.length());
    }

    private int[] channels(int source, int end) {
        return IntStream.range(source * signals.channels(), end * signals.channels())
                .toArray();
    }

    /** The power of two that takes the least work for outputs of one length. */
    private static int transformLength(long outputs, int taps) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        int smallest = Math.max(1024, 4 * Integer.highestOneBit(taps));
        for (int bits = Integer.numberOfTrailingZeros(smallest); 1 << bits <= 16 * smallest; bits++) {
            int length = 1 << bits;
            long pairs = (outputs - 1) / (2L * (length - taps + 1)) + 1;
            double work = (double) pairs * length * bits;
            if (work < least) {
                least = work;
                best = length;
            }
        }
        return best;
    }

    private void solve(ProjectionFilters filters, int[] onto, int[] estimates, Spectrum[][] spectra) {
        double[][][] responses = filters.solve(onto, estimates);
        for (int c = 0; c < estimates.length; c++) {
            for (int a = 0; a < onto.length; a++) {
                Spectrum spectrum = zeros();
                System.arraycopy(responses[c][a], 0, spectrum.re(), 0, taps);
                fft.forward(spectrum);
                spectra[estimates[c]][onto[a]] = spectrum;
            }
        }
    }

    /** The energies of the parts of every estimate in one frame. */
    List<Energies> energies(long start, long end) {
        List<Energies> energies =
                Stream.generate(Energies::new).limit(signals.sources()).toList();
        for (long first = start; first < end + taps - 1; first += 2 * block) {
            for (int a = 0; a < inputs.length; a++) {
                read(references.channels().get(a), first, start, end, inputs[a]);
                fft.forward(inputs[a]);
            }
            for (int source = 0; source < signals.sources(); source++) {
                for (int channel = 0; channel < signals.channels(); channel++) {
                    int index = source * signals.channels() + channel;
                    read(targets.get(index), first, start, end, target);
                    read(estimates.get(index), first, start, end, estimate);
                    filter(index);
                    add(energies.get(source), end + taps - 1 - first);
                }
            }
        }
        return energies;
    }

    /** Reads two blocks of a frame, each after the {@code taps - 1} samples before it. */
    private void read(Channel channel, long first, long start, long end, Spectrum blocks) {
        segment.read(channel, first - taps + 1, start, end, blocks.re());
        segment.read(channel, first + block - taps + 1, start, end, blocks.im());
    }

    private void filter(int estimateChannel) {
        filter(ownFilters[estimateChannel], own);
        if (allFilters != ownFilters) {
            filter(allFilters[estimateChannel], all);
        }
    }

    private void filter(Spectrum[] filters, Spectrum output) {
        output.clear();
        for (int a = 0; a < filters.length; a++) {
            if (filters[a] != null) {
                output.addProduct(filters[a], inputs[a]);
            }
        }
        fft.inverse(output);
    }

    private void add(Energies energies, long outputs) {
        Spectrum projection = allFilters == ownFilters ? own : all;
        int first = taps - 1;
        int last = first + (int) Math.min(block, outputs);
        energies.add(target.re(), estimate.re(), own.re(), projection.re(), first, last);
        last = first + (int) Math.min(block, outputs - block);
        energies.add(target.im(), estimate.im(), own.im(), projection.im(), first, last);
    }

    /** The energies of the parts into which an estimate falls, summed over samples and channels. */
    static final class Energies {

        private double reference;
        private double distortion;
        private double filtered;
        private double spatial;
        private double unfiltered;
        private double interference;
        private double projected;
        private double artifact;

        /**
         * Adds the samples {@code from <= k < to} of one channel.
         *
         * @param target the reference
         * @param estimate the estimate
         * @param own its projection onto the delayed copies of its own reference
         * @param all its projection onto those of all references
         */
        void add(double[] target, double[] estimate, double[] own, double[] all, int from, int to) {
            double[] sums = new double[8];
            for (int k = from; k < to; k++) {
                sums[0] += target[k] * target[k];
                sums[1] += (estimate[k] - target[k]) * (estimate[k] - target[k]);
                sums[2] += own[k] * own[k];
                sums[3] += (own[k] - target[k]) * (own[k] - target[k]);
                sums[4] += (estimate[k] - own[k]) * (estimate[k] - own[k]);
                sums[5] += (all[k] - own[k]) * (all[k] - own[k]);
                sums[6] += all[k] * all[k];
                sums[7] += (estimate[k] - all[k]) * (estimate[k] - all[k]);
            }
            reference += sums[0];
            distortion += sums[1];
            filtered += sums[2];
            spatial += sums[3];
            unfiltered += sums[4];
            interference += sums[5];
            projected += sums[6];
            artifact += sums[7];
        }

        /** The scores where a filtered reference counts as distorted: bss_eval_images. */
        SeparationScores ofImages() {
            return new SeparationScores(
                    decibels(reference, distortion),
                    decibels(reference, spatial),
                    decibels(filtered, interference),
                    decibels(projected, artifact));
        }

        /** The scores where a filtered reference is as good as the reference: bss_eval_sources. */
        SeparationScores ofSources() {
            return new SeparationScores(
                    decibels(filtered, unfiltered),
                    Double.NaN,
                    decibels(filtered, interference),
                    decibels(projected, artifact));
        }

        private static double decibels(double signal, double disturbance) {
            return disturbance == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / disturbance);
        }
    }

    /**
     * The filters by which references approach estimates best, in the sense of least squares over the whole signal: their
     * outputs add up to the projection of the estimates onto the delayed copies of the references (Vincent, Gribonval and
     * Févotte, "Performance measurement in blind audio source separation", IEEE TASLP 14(4), 2006).
     *
     * @param correlations of all references and estimates
     * @param taps how long the filters are
     * @param loading what is added to the diagonal of the matrix of inner products
     */
    record ProjectionFilters(Correlations correlations, int taps, double loading) {

        /**
         * Finds filters.
         *
         * @param references the references to project onto
         * @param estimates the estimates to project
         * @return {@code [estimate][reference][tap]}
         */
        double[][][] solve(int[] references, int[] estimates) {
            int size = references.length;
            double[] scales = scales(references);
            double[][] right = new double[estimates.length][taps * size];
            for (int c = 0; c < estimates.length; c++) {
                for (int k = 0; k < right[c].length; k++) {
                    right[c][k] =
                            scales[k % size] * correlations.withEstimate(references[k % size], estimates[c], k / size);
                }
            }
            double[][] solutions = equations(references, scales).solve(right);
            double[][][] filters = new double[estimates.length][size][taps];
            for (int c = 0; c < estimates.length; c++) {
                for (int k = 0; k < solutions[c].length; k++) {
                    filters[c][k % size][k / size] = solutions[c][k] * scales[k % size];
                }
            }
            return filters;
        }

        /** What makes all references about as loud: powers of two, so that nothing is rounded. */
        private double[] scales(int[] references) {
            double[] scales = new double[references.length];
            for (int a = 0; a < references.length; a++) {
                double energy = correlations.leading(references[a], references[a], 0)
                        + correlations.trailing(references[a], references[a], 0)
                        + loading;
                scales[a] = Math.scalb(1.0, -Math.getExponent(energy) / 2);
            }
            return scales;
        }

        private LeastSquares equations(int[] references, double[] scales) {
            double[][][] leading = new double[references.length][references.length][2 * taps - 1];
            double[][][] trailing = new double[references.length][references.length][2 * taps - 1];
            for (int a = 0; a < references.length; a++) {
                for (int b = 0; b < references.length; b++) {
                    double scale = scales[a] * scales[b];
                    for (int lag = 1 - taps; lag < taps; lag++) {
                        double diagonal = a == b && lag == 0 ? loading : 0;
                        leading[a][b][lag + taps - 1] = scale * correlations.leading(references[a], references[b], lag);
                        trailing[a][b][lag + taps - 1] =
                                scale * (correlations.trailing(references[a], references[b], lag) + diagonal);
                    }
                }
            }
            return new LeastSquares(leading, trailing);
        }
    }
}
