package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.engine.NativeCopy;

/**
 * The inverse STFT of a spectrogram that comes in parts: what the frames of the next part add to the samples is waited
 * for, so that the parts make no difference.
 *
 * <p>Source: Griffin, Lim, "Signal estimation from modified short-time Fourier transform", IEEE TASSP 32(2), 1984,
 * equation 6.
 */
final class FrameJoiner {

    private final Stft stft;
    private final int hop;
    private final NDArray
            sum; // (R, whole hops that a frame reaches over after its first), of the frames that have been
    private final NDArray weight; // (1, the same)

    FrameJoiner(StftSettings settings, Stft stft, int rows, NDManager manager) {
        this.stft = stft;
        hop = settings.hop();
        int carried = (settings.fftSize() - 1) / hop * hop;
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
        keep(sum, added, frames * hop);
        keep(weight, weights, frames * hop);
        String done = ":, :" + frames * hop;
        return added.get(done).div(weights.get(done).maximum(Float.MIN_NORMAL));
    }

    /** What follows the last frame. */
    NDArray rest(NDManager scope) {
        try (NDArray weights = weight.maximum(Float.MIN_NORMAL)) {
            NDArray samples = sum.div(weights);
            samples.attach(scope);
            return samples;
        }
    }

    private static NDArray with(NDArray carried, NDArray overlapped) {
        overlapped.get(":, :" + carried.getShape().get(1)).addi(carried);
        return overlapped;
    }

    private static void keep(NDArray carried, NDArray added, long from) {
        NativeCopy.into(carried, added.get(":, " + from + ":"));
    }
}
