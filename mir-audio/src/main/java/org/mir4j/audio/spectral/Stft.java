// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * The short-time Fourier transform and its inverse by overlap-add, divided by the summed squared window.
 *
 * <p>Source of the inverse: Griffin, Lim, "Signal estimation from modified short-time Fourier transform", IEEE TASSP
 * 32(2), 1984, equation 6.
 */
public final class Stft {

    private static final float SMALLEST_NORMAL = Float.MIN_NORMAL;

    private final StftSettings settings;
    private final NDArray window; // (fftSize)

    /**
     * @param settings sizes, window and padding
     * @param manager where the window lives; the transform can be used until it is closed
     */
    public Stft(StftSettings settings, NDManager manager) {
        this.settings = settings;
        window = manager.create(settings.windowValues());
    }

    /**
     * The transform.
     *
     * @param samples {@code (B, N)} or {@code (N)}
     * @return complex, {@code (B, F, T)} or {@code (F, T)}
     * @throws IllegalArgumentException if there are too few samples for one frame, or to mirror
     */
    public NDArray forward(NDArray samples) {
        long length = samples.getShape().get(samples.getShape().dimension() - 1);
        long needed = fewestSamples();
        if (length < needed) {
            throw new IllegalArgumentException(
                    "an STFT of size " + settings.fftSize() + " needs at least " + needed + " samples, got " + length);
        }
        boolean mirrored = settings.padding() == StftSettings.Padding.REFLECT;
        try (NDManager scope = samples.getManager().newSubManager()) {
            samples.tempAttach(scope);
            NDArray padded = settings.padding() == StftSettings.Padding.ZEROS ? zeroPadded(samples) : samples;
            NDArray spectrum = padded.stft(settings.fftSize(), settings.hop(), mirrored, window, false, true);
            scope.ret(samples);
            return scope.ret(spectrum);
        }
    }

    /**
     * The transform of samples that have been padded: the first frame starts with the first of them.
     *
     * @param samples {@code (B, N)}, at least one frame
     * @return complex, {@code (B, F, T)}
     */
    public NDArray framed(NDArray samples) {
        return samples.stft(settings.fftSize(), settings.hop(), false, window, false, true);
    }

    private long fewestSamples() {
        return switch (settings.padding()) {
            case REFLECT -> settings.fftSize() / 2 + 1;
            case ZEROS -> 1;
            case NONE -> settings.fftSize();
        };
    }

    private NDArray zeroPadded(NDArray samples) {
        Shape shape = samples.getShape();
        int time = shape.dimension() - 1;
        long[] edge = shape.getShape().clone();
        edge[time] = settings.fftSize() / 2;
        NDArray zeros = samples.getManager().zeros(new Shape(edge));
        return NDArrays.concat(new NDList(zeros, samples, zeros), time);
    }

    /**
     * The inverse.
     *
     * @param spectrum complex, {@code (B, F, T)}, made with these settings and changed as you like
     * @param length how many samples to give back
     * @return {@code (B, length)}; zeros where no frame reaches
     */
    public NDArray inverse(NDArray spectrum, long length) {
        try (NDManager scope = spectrum.getManager().newSubManager()) {
            spectrum.tempAttach(scope);
            NDArray sum = overlapped(spectrum);
            NDArray weights = overlappedWindows(spectrum.getShape().get(2), scope);
            NDArray samples = sum.div(weights.maximum(SMALLEST_NORMAL));
            long skipped = settings.padding() == StftSettings.Padding.NONE ? 0 : settings.fftSize() / 2;
            NDArray cut = fit(samples.get(new NDIndex(":, {}:", skipped)), length);
            scope.ret(spectrum);
            return scope.ret(cut);
        }
    }

    /**
     * The sum of windowed frames, for those who join parts of a spectrogram: divided by {@link #overlappedWindows}, it is
     * the inverse where no frame of another part reaches.
     *
     * @param spectrum complex, {@code (B, F, T)}
     * @return {@code (B, (T - 1) hop + N)}, rounded up to whole hops where the FFT size has none
     */
    public NDArray overlapped(NDArray spectrum) {
        NDArray frames = spectrum.transpose(0, 2, 1).irfft(settings.fftSize(), 2);
        return overlapAdd(frames.mul(window));
    }

    /**
     * The sum of squared windows.
     *
     * @param frames how many, T
     * @param manager to attach it to
     * @return {@code (1, (T - 1) hop + N)}, rounded up to whole hops where the FFT size has none
     */
    public NDArray overlappedWindows(long frames, NDManager manager) {
        NDArray squared = window.square();
        squared.attach(manager); // not to the window's manager, which outlives this call
        return overlapAdd(squared.reshape(1, 1, -1).repeat(1, frames));
    }

    /** {@code (B, T, fftSize)} to {@code (B, N)}, frame {@code t} added in at {@code t hop}. */
    private NDArray overlapAdd(NDArray pieces) {
        NDManager manager = pieces.getManager();
        long batch = pieces.getShape().get(0);
        long frames = pieces.getShape().get(1);
        int hop = settings.hop();
        int overlap = (settings.fftSize() + hop - 1) / hop; // hops that a frame reaches over
        long rest = (long) overlap * hop - settings.fftSize();
        NDArray full = rest == 0 ? pieces : pieces.concat(manager.zeros(new Shape(batch, frames, rest)), 2);
        NDArray split = full.reshape(batch, frames, overlap, hop);
        NDArray sum = manager.zeros(new Shape(batch, frames + overlap - 1, hop));
        for (int part = 0; part < overlap; part++) {
            NDIndex where = new NDIndex(":, {}:{}, :", part, part + frames);
            NDArray target = sum.get(where);
            target.addi(split.get(new NDIndex(":, :, {}, :", part)));
        }
        return sum.reshape(batch, -1);
    }

    private static NDArray fit(NDArray samples, long length) {
        long batch = samples.getShape().get(0);
        long missing = length - samples.getShape().get(1);
        if (missing > 0) {
            return samples.concat(samples.getManager().zeros(new Shape(batch, missing)), 1);
        }
        return samples.get(new NDIndex(":, :{}", length));
    }
}
