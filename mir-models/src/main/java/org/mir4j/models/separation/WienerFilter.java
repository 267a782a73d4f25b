// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.CancellationException;
import org.mir4j.models.engine.TorchOperator;

/**
 * The multichannel Wiener filter: from rough masks of the stems to their spectrograms, phases and all.
 *
 * <p>First estimates are the masks times the mixture, or parts of the mixture. Each round of expectation
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

    /** How many numbers of all estimates are worked on together: so few that they stay in the caches of a CPU. */
    private static final long TOGETHER = 600_000;

    /**
     * How a filter works.
     *
     * @param iterations of expectation maximisation; 0 for the first estimates themselves
     * @param softmask whether first estimates are parts of the mixture, in the ratio of the masks, rather than the masks
     *     times the mixture; better for poor masks only
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

    /** Keeps ratios of nothing finite. */
    private static final double EPSILON = 1e-10;

    private static final TorchOperator SHARES =
            TorchOperator.of("m, x", "m * torch.abs(x) / (torch.sum(m * torch.abs(x), [0], True) + " + EPSILON + ")");

    /** Loud mixtures are scaled down to 10, for the sake of the power that stands for noise. */
    private static final TorchOperator SCALE =
            TorchOperator.of("x", "torch.clamp_min(torch.max(torch.abs(x)) / 10., 1.)");

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
     * @param masks of the stems, {@code (S, C, F, T)}, at least 0: parts of the mixture's magnitudes
     * @param mixture complex, {@code (C, F, T)}, of one channel or two
     * @return complex, {@code (S, C, F, T)}, or {@code (S + 1, C, F, T)} with the residual, beside the mixture; frame after
     *     frame in memory
     * @throws IllegalArgumentException if the shapes do not fit each other, or a single stem is to be iterated on
     * @throws CancellationException if the thread is interrupted, which it stays
     */
    NDArray apply(NDArray masks, NDArray mixture) {
        Shape shape = masks.getShape();
        requireFitting(shape, mixture);
        long bins = shape.get(2);
        long step = Math.max(1, TOGETHER / ((shape.get(0) + 1) * shape.get(1) * shape.get(3)));
        try (NDManager scope = mixture.getManager().newSubManager()) {
            NDArray x = framed(mixture, scope);
            NDArray parts = framed(masks, scope);
            NDArray scale = SCALE.apply(x);
            NDList bands = new NDList();
            for (long bin = 0; bin < bins; bin += step) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("the filter was interrupted");
                }
                NDIndex band = new NDIndex("..., {}:{}", bin, Math.min(bins, bin + step));
                try (NDManager work = scope.newSubManager()) {
                    NDArray estimates = estimates(within(parts.get(band), work), within(x.get(band), work), scale);
                    bands.add(within(estimates, scope));
                }
            }
            NDArray separated = bands.size() == 1 ? bands.get(0) : NDArrays.concat(bands, AXES - 1);
            NDArray turned = separated.swapAxes(2, 3);
            turned.attach(mixture.getManager());
            return turned;
        }
    }

    private void requireFitting(Shape masks, NDArray mixture) {
        Shape shape = mixture.getShape();
        if (mixture.getDataType() != DataType.COMPLEX64) {
            throw new IllegalArgumentException(
                    "a Wiener filter expects the mixture's complex spectrogram, got " + mixture.getDataType());
        }
        if (shape.dimension() != AXES - 1 || shape.get(0) > MOST_CHANNELS) {
            throw new IllegalArgumentException(
                    "a Wiener filter expects a mixture (C, F, T) of one channel or two, got " + shape);
        }
        if (masks.dimension() != AXES || !masks.slice(1).equals(shape)) {
            throw new IllegalArgumentException("a Wiener filter expects masks of the stems (S, C, F, T) for a"
                    + " mixture (C, F, T) of the same size, got " + masks + " for " + shape);
        }
        if (masks.get(0) == 1 && !settings.residual() && settings.iterations() > 0) {
            throw new IllegalArgumentException("a Wiener filter cannot iterate on a single stem, which would get all"
                    + " of the mixture: use more stems, the residual, or no iterations");
        }
    }

    /** {@code (..., F, T)} as {@code (..., T, F)}: bins, to each of which no other matters, side by side. */
    private static NDArray framed(NDArray array, NDManager scope) {
        int axes = array.getShape().dimension();
        return within(array.swapAxes(axes - 2, axes - 1), scope);
    }

    private static NDArray within(NDArray array, NDManager manager) {
        array.attach(manager);
        return array;
    }

    /**
     * The estimates of some bins.
     *
     * @param masks {@code (S, C, T, F)}
     * @param x the mixture, {@code (C, T, F)}
     * @param scale what the mixture is divided by while models are made
     * @return {@code (S', C, T, F)}
     */
    private NDArray estimates(NDArray masks, NDArray x, NDArray scale) {
        long channels = x.getShape().get(0);
        NDArray gains = settings.softmask() ? SHARES.apply(masks, x) : masks;
        NDArray estimates = gains.mul(x);
        if (settings.residual()) {
            NDArray rest = x.expandDims(0).sub(estimates.sum(new int[] {0}, true));
            estimates = estimates.concat(rest, 0);
        }
        if (settings.iterations() == 0) {
            return estimates;
        }
        NDArray inverse = scale.getNDArrayInternal().rdiv(1); // complex numbers are divided slowly
        estimates = stereo(estimates.mul(inverse), 1);
        WienerEm filter = new WienerEm(stereo(x.mul(inverse), 0), channels);
        for (int iteration = 0; iteration < settings.iterations(); iteration++) {
            estimates = filter.iterate(estimates);
        }
        return estimates.get(new NDIndex(":, :{}", channels)).mul(scale);
    }

    /** With a second channel of zeros beside a single one. */
    private static NDArray stereo(NDArray array, int axis) {
        return array.getShape().get(axis) == MOST_CHANNELS ? array : array.concat(array.zerosLike(), axis);
    }

    /**
     * Expectation maximisation in some frequency bins, to none of which another matters; all equations are Open-Unmix's.
     *
     * <p>Sums over frames, and the covariance of the mixture with its inverse, are in double precision: where both channels
     * are alike, hardly anything but the noise is left of the determinant.
     */
    private static final class WienerEm {

        private static final double NOISE = Math.sqrt(EPSILON);

        private static final TorchOperator POWER =
                TorchOperator.of("y", "torch.addcmul(torch.square(torch.real(y)), torch.imag(y), torch.imag(y))");
        private static final TorchOperator WEIGHT =
                TorchOperator.of("v", "torch.sum(v, [1], True, dtype=7) + " + EPSILON);
        private static final TorchOperator OWN =
                TorchOperator.of("p, w", "torch.sum(p, [2], True, dtype=7) / torch.unsqueeze(w, 1)");
        private static final TorchOperator ACROSS = TorchOperator.of(
                "y, w",
                "torch.sum(torch.select(y, 1, 0) * torch.conj(torch.select(y, 1, 1)), [1], True, dtype=10) / w");
        private static final TorchOperator LEFT =
                TorchOperator.of("v, r", "torch.sum(v * torch.select(r, 1, 0), [0]) + " + NOISE);
        private static final TorchOperator RIGHT =
                TorchOperator.of("v, r", "torch.sum(v * torch.select(r, 1, 1), [0]) + " + NOISE);
        private static final TorchOperator BETWEEN = TorchOperator.of("v, a", "torch.sum(v * a, [0])");
        private static final TorchOperator DETERMINANT =
                TorchOperator.of("l, r, a", "l * r - torch.square(torch.real(a)) - torch.square(torch.imag(a))");
        private static final TorchOperator WHITENED_LEFT = TorchOperator.of(
                "x, r, a, d", "torch.to((r * torch.select(x, 0, 0) - a * torch.select(x, 0, 1)) / d, 9)");
        private static final TorchOperator WHITENED_RIGHT = TorchOperator.of(
                "x, l, a, d", "torch.to((l * torch.select(x, 0, 1) - torch.conj(a) * torch.select(x, 0, 0)) / d, 9)");
        private static final TorchOperator ESTIMATED = TorchOperator.of(
                "v, r, a, left, right",
                "torch.stack([v * (torch.to(torch.select(r, 1, 0), 6) * left + torch.to(a, 9) * right),"
                        + " v * (torch.to(torch.select(r, 1, 1), 6) * right + torch.to(torch.conj(a), 9) * left)], 1)");

        private final NDArray mixture;
        private final long channels;

        /**
         * @param mixture complex, {@code (2, T, F)}
         * @param channels how many of the two there are; the second may be zeros, which it stays
         */
        WienerEm(NDArray mixture, long channels) {
            this.mixture = mixture;
            this.channels = channels;
        }

        /**
         * Models every stem by its power spectral density, frame by frame, and its spatial covariance, and takes from the
         * mixture what is most probable.
         *
         * @param y the latest estimates, {@code (S, 2, T, F)}
         * @return the next ones
         */
        NDArray iterate(NDArray y) {
            NDArray power = POWER.apply(y);
            NDArray density = power.sum(new int[] {1}).div(channels);
            NDArray weight = WEIGHT.apply(density);
            NDArray own = OWN.apply(power, weight); // the covariance of each channel with itself, at a density of 1
            NDArray across = ACROSS.apply(y, weight); // of the left one with the right one
            NDArray left = LEFT.apply(density, own);
            NDArray right = RIGHT.apply(density, own);
            NDArray between = BETWEEN.apply(density, across);
            NDArray determinant = DETERMINANT.apply(left, right, between);
            NDArray whiteLeft = WHITENED_LEFT.apply(mixture, right, between, determinant);
            NDArray whiteRight = WHITENED_RIGHT.apply(mixture, left, between, determinant);
            return ESTIMATED.apply(density, own, across, whiteLeft, whiteRight);
        }
    }
}
