package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.audio.spectral.StftSettings;

/**
 * The inverse STFT of a spectrogram that comes in parts: what the frames of the next part add to the samples is waited
 * for, so that the parts make no difference.
 *
 * <p>Source: Griffin, Lim, "Signal estimation from modified short-time Fourier transform", IEEE TASSP 32(2), 1984,
 * equation 6.
 */
final class FrameJoiner implements AutoCloseable {

    private final Stft stft;
    private final int hop;
    private final NDManager manager;
    private NDArray sum; // (R, fftSize - hop), of the frames that have been
    private NDArray weight; // (1, fftSize - hop)

    FrameJoiner(StftSettings settings, Stft stft, int rows, NDManager parent) {
        this.stft = stft;
        hop = settings.hop();
        manager = parent.newSubManager();
        int carried = settings.fftSize() - hop;
        sum = manager.zeros(new Shape(rows, carried));
        weight = manager.zeros(new Shape(1, carried));
    }

    /**
     * Takes the next frames.
     *
     * @param spectrum complex, {@code (R, F, T)}
     * @return {@code (R, T hop)}: the samples that no later frame reaches
     */
    NDArray join(NDArray spectrum) {
        long frames = spectrum.getShape().get(2);
        NDManager scope = spectrum.getManager();
        NDArray added = with(sum, stft.overlapped(spectrum));
        NDArray weights = with(weight, stft.overlappedWindows(frames, scope));
        sum = carried(sum, added, frames * hop);
        weight = carried(weight, weights, frames * hop);
        String done = ":, :" + frames * hop;
        return added.get(done).div(weights.get(done).maximum(Float.MIN_NORMAL));
    }

    /** What follows the last frame. */
    NDArray rest(NDManager scope) {
        NDArray samples = sum.duplicate();
        samples.attach(scope);
        NDArray weights = weight.duplicate();
        weights.attach(scope);
        return samples.div(weights.maximum(Float.MIN_NORMAL));
    }

    private NDArray with(NDArray carried, NDArray overlapped) {
        overlapped.get(":, :" + carried.getShape().get(1)).addi(carried);
        return overlapped;
    }

    private NDArray carried(NDArray before, NDArray added, long from) {
        NDArray rest = added.get(":, " + from + ":").duplicate();
        rest.attach(manager);
        before.close();
        return rest;
    }

    @Override
    public void close() {
        manager.close();
    }
}
