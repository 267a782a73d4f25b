// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.CancellationException;
import org.mir4j.models.layer.Constants;

/**
 * The multichannel Wiener filter: from rough magnitudes of the stems to their spectrograms, phases and all.
 *
 * <p>First estimates are the magnitudes with the phase of the mixture, or parts of the mixture. Each round of expectation
 * maximisation then models every bin of every stem by its power spectral density, which changes with time, and its spatial
 * covariance, which does not, and takes from the mixture what is most probable given these models.
 *
 * <p>It runs over what it is given as a whole: over songs in segments of some 20 s, stems may move from one to the next.
 * Filters have no state, and can be used from several threads.
 *
 * <p>Source: Nugraha, Liutkus, Vincent, "Multichannel audio source separation with deep neural networks", IEEE/ACM
 * TASLP 24(9), 2016, in the form of Open-Unmix (Stöter et al., JOSS 4(41), 2019), whose {@code filtering.wiener} it
 * follows but for one thing: where the mixture is exactly zero, so are all estimates; there, theirs takes the mixture
 * for 1.
 */
final class WienerFilter {

    /** Of a stem, a channel, a bin and a frame. */
    private static final int AXES = 4;

    private static final int MOST_CHANNELS = 2;

    /** Keeps ratios of nothing finite. */
    private static final double EPSILON = 1e-10;

    private static final double NOISE = Math.sqrt(EPSILON);

    /** The loudest number of a mixture that is not scaled down, for the sake of the power that stands for noise. */
    private static final double LOUDEST = 10;

    /**
     * How a filter works.
     *
     * @param iterations of expectation maximisation; 0 for the first estimates themselves
     * @param softmask whether first estimates are parts of the mixture, in the ratio of the magnitudes, rather than the
     *     magnitudes with its phase; better for poor magnitudes only
     * @param residual whether what no stem takes of the mixture is a stem of its own, the last one
     */
    public record Settings(int iterations, boolean softmask, boolean residual) {

        /** Refuses fewer than no iterations. */
        public Settings {
            if (iterations < 0) {
                throw new IllegalArgumentException("a Wiener filter has at least 0 iterations, got " + iterations);
            }
        }
    }

    private final Settings settings;

    /**
     * @param settings how it works
     */
    WienerFilter(Settings settings) {
        this.settings = settings;
    }

    /**
     * Filters.
     *
     * @param magnitudes of the stems, {@code (S, C, F, T)}, at least 0: masks times the mixture's
     * @param mixture complex, {@code (C, F, T)}, of one channel or two
     * @return complex, {@code (S, C, F, T)}, or {@code (S + 1, C, F, T)} with the residual, beside the mixture
     * @throws IllegalArgumentException if the shapes do not fit each other, or a single stem is to be iterated on
     * @throws CancellationException if the thread is interrupted, which it stays
     */
    NDArray apply(NDArray magnitudes, NDArray mixture) {
        Shape shape = magnitudes.getShape();
        requireFitting(shape, mixture);
        float[] pairs = numbers(mixture.real()); // real and imaginary parts in turn
        int estimates = (int) shape.get(0) + (settings.residual() ? 1 : 0);
        float[] separated = separate(numbers(magnitudes.flatten()), pairs, shape, estimates);
        Shape parts = new Shape(estimates, shape.get(1), shape.get(2), shape.get(3), 2);
        try (NDArray numbers = Constants.of(mixture.getManager(), separated, parts)) {
            return numbers.complex(); // a view, which keeps PyTorch's memory
        }
    }

    private void requireFitting(Shape magnitudes, NDArray mixture) {
        Shape shape = mixture.getShape();
        if (mixture.getDataType() != DataType.COMPLEX64) {
            throw new IllegalArgumentException(
                    "a Wiener filter expects the mixture's complex spectrogram, got " + mixture.getDataType());
        }
        if (shape.dimension() != AXES - 1 || shape.get(0) > MOST_CHANNELS) {
            throw new IllegalArgumentException(
                    "a Wiener filter expects a mixture (C, F, T) of one channel or two, got " + shape);
        }
        if (magnitudes.dimension() != AXES || !magnitudes.slice(1).equals(shape)) {
            throw new IllegalArgumentException("a Wiener filter expects magnitudes of the stems (S, C, F, T) for a"
                    + " mixture (C, F, T) of the same size, got " + magnitudes + " for " + shape);
        }
        if (magnitudes.get(0) == 1 && !settings.residual() && settings.iterations() > 0) {
            throw new IllegalArgumentException("a Wiener filter cannot iterate on a single stem, which would get all"
                    + " of the mixture: use more stems, the residual, or no iterations");
        }
    }

    private static float[] numbers(NDArray view) {
        try (NDManager scope = view.getManager().newSubManager()) {
            view.attach(scope); // and with it the copy that is made where rows do not follow each other
            return view.toFloatArray();
        }
    }

    private float[] separate(float[] magnitudes, float[] mixture, Shape shape, int estimates) {
        int channels = (int) shape.get(1);
        int bins = (int) shape.get(2);
        int frames = (int) shape.get(3);
        double scale = Math.max(1, loudest(mixture) / LOUDEST);
        float[] separated = new float[Math.toIntExact(2L * estimates * channels * bins * frames)];
        WienerEm filter = new WienerEm(settings, estimates, channels, frames);
        for (int bin = 0; bin < bins; bin++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the filter was interrupted");
            }
            for (int channel = 0; channel < channels; channel++) {
                filter.mix(channel, mixture, 2 * frames * (channel * bins + bin));
            }
            for (int stem = 0; stem < shape.get(0); stem++) {
                for (int channel = 0; channel < channels; channel++) {
                    filter.stem(stem, channel, magnitudes, frames * ((stem * channels + channel) * bins + bin));
                }
            }
            filter.run(scale);
            for (int stem = 0; stem < estimates; stem++) {
                for (int channel = 0; channel < channels; channel++) {
                    filter.read(stem, channel, separated, 2 * frames * ((stem * channels + channel) * bins + bin));
                }
            }
        }
        return separated;
    }

    private static double loudest(float[] mixture) {
        double loudest = 0;
        for (int i = 0; i < mixture.length; i += 2) {
            loudest = Math.max(loudest, (double) mixture[i] * mixture[i] + (double) mixture[i + 1] * mixture[i + 1]);
        }
        return Math.sqrt(loudest);
    }

    /**
     * Expectation maximisation in one frequency bin, to which no other bin matters; all equations are Open-Unmix's.
     * A mono mixture has a second channel of zeros, which stays so.
     *
     * <p>An object is for one bin after the other, and for one thread.
     */
    private static final class WienerEm {

        private final Settings settings;
        private final int channels;
        private final int frames;
        private final StereoBin mixture;
        private final StereoBin scaled;
        private final StereoBin whitened; // the mixture by the inverse of its covariance
        private final double[][][] magnitudes; // of the stems without the residual
        private final StereoBin[] estimates;
        private final SourceModel[] models;

        /**
         * @param settings of the filter
         * @param estimates how many there will be, with the residual
         * @param channels one or two
         * @param frames of the bin
         */
        WienerEm(Settings settings, int estimates, int channels, int frames) {
            this.settings = settings;
            this.channels = channels;
            this.frames = frames;
            mixture = new StereoBin(frames);
            scaled = new StereoBin(frames);
            whitened = new StereoBin(frames);
            magnitudes = new double[estimates - (settings.residual() ? 1 : 0)][channels][frames];
            this.estimates = new StereoBin[estimates];
            models = new SourceModel[estimates];
            for (int j = 0; j < estimates; j++) {
                this.estimates[j] = new StereoBin(frames);
                models[j] = new SourceModel(frames);
            }
        }

        /** Takes the mixture of a channel: real and imaginary parts in turn, from an offset on. */
        void mix(int channel, float[] numbers, int offset) {
            for (int t = 0; t < frames; t++) {
                mixture.re()[channel][t] = numbers[offset + 2 * t];
                mixture.im()[channel][t] = numbers[offset + 2 * t + 1];
            }
        }

        /** Takes the magnitudes of a stem and a channel. */
        void stem(int stem, int channel, float[] numbers, int offset) {
            for (int t = 0; t < frames; t++) {
                magnitudes[stem][channel][t] = numbers[offset + t];
            }
        }

        /** Gives an estimate of a channel: real and imaginary parts in turn, from an offset on. */
        void read(int estimate, int channel, float[] numbers, int offset) {
            for (int t = 0; t < frames; t++) {
                numbers[offset + 2 * t] = (float) estimates[estimate].re()[channel][t];
                numbers[offset + 2 * t + 1] = (float) estimates[estimate].im()[channel][t];
            }
        }

        /**
         * Estimates all stems.
         *
         * @param scale what the mixture is divided by while models are made
         */
        void run(double scale) {
            for (int c = 0; c < channels; c++) {
                for (int t = 0; t < frames; t++) {
                    estimateFirst(c, t);
                }
            }
            if (settings.residual()) {
                StereoBin rest = estimates[estimates.length - 1];
                rest.set(mixture, 1);
                for (int j = 0; j < magnitudes.length; j++) {
                    rest.add(estimates[j], -1);
                }
            }
            if (settings.iterations() > 0) {
                scaled.set(mixture, 1 / scale);
                scale(1 / scale);
                for (int iteration = 0; iteration < settings.iterations(); iteration++) {
                    iterate();
                }
                scale(scale);
            }
        }

        private void scale(double factor) {
            for (StereoBin estimate : estimates) {
                estimate.set(estimate, factor);
            }
        }

        private void estimateFirst(int c, int t) {
            double re = mixture.re()[c][t];
            double im = mixture.im()[c][t];
            double whole = settings.softmask() ? EPSILON : Math.sqrt(re * re + im * im);
            if (settings.softmask()) {
                for (double[][] magnitude : magnitudes) {
                    whole += magnitude[c][t];
                }
            }
            for (int j = 0; j < magnitudes.length; j++) {
                double part = whole == 0 ? 0 : magnitudes[j][c][t] / whole;
                estimates[j].re()[c][t] = part * re;
                estimates[j].im()[c][t] = part * im;
            }
        }

        private void iterate() {
            for (int j = 0; j < models.length; j++) {
                models[j].fit(estimates[j], channels);
            }
            for (int t = 0; t < frames; t++) {
                whiten(t);
            }
            for (int j = 0; j < models.length; j++) {
                models[j].estimate(whitened, estimates[j]);
            }
        }

        /** A frame of the mixture by the inverse of the covariance that all models and the noise give it. */
        private void whiten(int t) {
            double left = NOISE;
            double right = NOISE;
            double acrossRe = 0;
            double acrossIm = 0;
            for (SourceModel model : models) {
                double power = model.power[t];
                left += power * model.left;
                right += power * model.right;
                acrossRe += power * model.acrossRe;
                acrossIm += power * model.acrossIm;
            }
            double determinant = left * right - acrossRe * acrossRe - acrossIm * acrossIm;
            double leftRe = scaled.re()[0][t];
            double leftIm = scaled.im()[0][t];
            double rightRe = scaled.re()[1][t];
            double rightIm = scaled.im()[1][t];
            whitened.re()[0][t] = (right * leftRe - acrossRe * rightRe + acrossIm * rightIm) / determinant;
            whitened.im()[0][t] = (right * leftIm - acrossRe * rightIm - acrossIm * rightRe) / determinant;
            whitened.re()[1][t] = (left * rightRe - acrossRe * leftRe - acrossIm * leftIm) / determinant;
            whitened.im()[1][t] = (left * rightIm - acrossRe * leftIm + acrossIm * leftRe) / determinant;
        }
    }

    /** The model of one source in one bin: its power spectral density, frame by frame, and its spatial covariance. */
    private static final class SourceModel {

        private final double[] power;
        private double left; // the covariance of the left channel with itself, at a power of 1
        private double right; // of the right one with itself
        private double acrossRe; // of the left one with the right one
        private double acrossIm;

        /**
         * @param frames of the bin
         */
        SourceModel(int frames) {
            power = new double[frames];
        }

        /** Fits the model to the latest estimate. */
        void fit(StereoBin y, int channels) {
            double[] leftRe = y.re()[0];
            double[] leftIm = y.im()[0];
            double[] rightRe = y.re()[1];
            double[] rightIm = y.im()[1];
            double weight = EPSILON; // keeps the covariance of silence finite
            left = 0;
            right = 0;
            acrossRe = 0;
            acrossIm = 0;
            for (int t = 0; t < power.length; t++) {
                double one = leftRe[t] * leftRe[t] + leftIm[t] * leftIm[t];
                double other = rightRe[t] * rightRe[t] + rightIm[t] * rightIm[t];
                left += one;
                right += other;
                acrossRe += leftRe[t] * rightRe[t] + leftIm[t] * rightIm[t];
                acrossIm += leftIm[t] * rightRe[t] - leftRe[t] * rightIm[t];
                power[t] = (one + other) / channels;
                weight += power[t];
            }
            left /= weight;
            right /= weight;
            acrossRe /= weight;
            acrossIm /= weight;
        }

        /**
         * The source as it is most probable: its power times its covariance times the whitened mixture.
         *
         * @param z the whitened mixture
         * @param y is filled with the estimate
         */
        void estimate(StereoBin z, StereoBin y) {
            for (int t = 0; t < power.length; t++) {
                double v = power[t];
                y.re()[0][t] = v * (left * z.re()[0][t] + acrossRe * z.re()[1][t] - acrossIm * z.im()[1][t]);
                y.im()[0][t] = v * (left * z.im()[0][t] + acrossRe * z.im()[1][t] + acrossIm * z.re()[1][t]);
                y.re()[1][t] = v * (right * z.re()[1][t] + acrossRe * z.re()[0][t] + acrossIm * z.im()[0][t]);
                y.im()[1][t] = v * (right * z.im()[1][t] + acrossRe * z.im()[0][t] - acrossIm * z.re()[0][t]);
            }
        }
    }

    /**
     * The complex numbers of one frequency bin.
     *
     * @param re real parts, two channels x frames
     * @param im imaginary parts, two channels x frames
     */
    private record StereoBin(double[][] re, double[][] im) {

        private static final int CHANNELS = 2;

        /** Zeros. */
        StereoBin(int frames) {
            this(new double[CHANNELS][frames], new double[CHANNELS][frames]);
        }

        /** Adds others, times a factor. */
        void add(StereoBin other, double factor) {
            for (int c = 0; c < CHANNELS; c++) {
                for (int t = 0; t < re[c].length; t++) {
                    re[c][t] += factor * other.re[c][t];
                    im[c][t] += factor * other.im[c][t];
                }
            }
        }

        /** Becomes others, times a factor. */
        void set(StereoBin other, double factor) {
            for (int c = 0; c < CHANNELS; c++) {
                for (int t = 0; t < re[c].length; t++) {
                    re[c][t] = factor * other.re[c][t];
                    im[c][t] = factor * other.im[c][t];
                }
            }
        }
    }
}
