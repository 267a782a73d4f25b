// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;

/**
 * The spectrogram of the hybrid networks, and the way back: without the highest frequency, and with one frame for every
 * hop, so that frames and steps of convolutions over samples fall together. The samples are mirrored at their ends.
 *
 * <p>Source: Défossez, "Hybrid Spectrogram and Waveform Source Separation", 2021, section 3.1.
 */
final class ComplexSpectrogram {

    private static final int HOPS = 4;

    private final int fftSize;
    private final int hop;
    private final int edge;
    private final boolean silentEdges;
    private final TorchOperator forward;
    private final TorchOperator backward;
    private final TorchOperator window;

    /**
     * @param fftSize samples of a frame, four times the hop
     * @param silentEdges whether there is silence at the ends, and the way back begins as many samples early
     */
    ComplexSpectrogram(int fftSize, boolean silentEdges) {
        this.fftSize = fftSize;
        hop = fftSize / HOPS;
        edge = hop / 2 * 3;
        this.silentEdges = silentEdges;
        String sizes = fftSize + ", " + hop + ", " + fftSize;
        forward = TorchOperator.of(
                "x, w", "torch.slice(torch.stft(x, " + sizes + ", w, True, True, True), 1, 0, " + fftSize / 2 + ")");
        // the highest frequency, and the two frames before and after those that the network knows
        backward = TorchOperator.of(
                "z, w", "torch.istft(torch.constant_pad_nd(z, [2, 2, 0, 1], 0), " + sizes + ", w, True, True, True)");
        window = TorchOperator.of(
                "n", "torch.mul(torch.sub(1, torch.cos(torch.mul(n, " + 2 * Math.PI / fftSize + "))), 0.5)");
    }

    /** The frames of so many samples. */
    long frames(long samples) {
        return (samples + hop - 1) / hop;
    }

    /**
     * The spectrogram.
     *
     * @param samples {@code (B, C, N)}
     * @return {@code (B C, F, T)}, complex
     */
    NDArray of(NDArray samples) {
        Shape shape = samples.getShape();
        long length = shape.get(2);
        try (ArrayScope scope = new ArrayScope()) {
            NDArray rows = scope.of(samples.reshape(shape.get(0) * shape.get(1), length));
            NDArray extended = extended(rows, edge, edge + frames(length) * hop - length, scope);
            return forward.apply(extended, scope.of(window(samples.getManager())));
        }
    }

    private NDArray window(NDManager manager) {
        try (NDArray samples = manager.arange((float) fftSize)) {
            return window.apply(samples);
        }
    }

    /** Rows {@code (R, N)} with more samples on either side: mirrored, after silence where there are too few. */
    private NDArray extended(NDArray rows, long before, long after, ArrayScope scope) {
        long most = Math.max(before, after);
        long length = rows.getShape().get(1);
        long silence = silentEdges ? before + after : Math.max(0, most - length + 1);
        long silenceAfter = Math.min(after, silence);
        long silenceBefore = silence - silenceAfter;
        NDArray whole = scope.of(joined(zeros(rows, silenceBefore, scope), rows, zeros(rows, silenceAfter, scope)));
        long mirroredBefore = before - silenceBefore;
        long mirroredAfter = after - silenceAfter;
        long end = whole.getShape().get(1) - 1;
        return scope.of(joined(
                mirrored(whole, 1, 1 + mirroredBefore, scope),
                whole,
                mirrored(whole, end - mirroredAfter, end, scope)));
    }

    private static NDArray zeros(NDArray rows, long count, ArrayScope scope) {
        return count == 0
                ? null
                : scope.of(rows.getManager().zeros(new Shape(rows.getShape().get(0), count)));
    }

    private static NDArray mirrored(NDArray rows, long from, long to, ArrayScope scope) {
        return from == to
                ? null
                : scope.of(scope.of(rows.get(new NDIndex(":, {}:{}", from, to))).flip(1));
    }

    private static NDArray joined(NDArray before, NDArray rows, NDArray after) {
        NDList parts = new NDList();
        for (NDArray part : new NDArray[] {before, rows, after}) {
            if (part != null) {
                parts.add(part);
            }
        }
        return NDArrays.concat(parts, 1);
    }

    /**
     * The way back.
     *
     * @param spectrogram {@code (R, F, T)}, complex
     * @param length how many samples there are
     * @return {@code (R, length)}
     */
    NDArray back(NDArray spectrogram, long length) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray all = scope.of(backward.apply(spectrogram, scope.of(window(spectrogram.getManager()))));
            long first = silentEdges ? 0 : edge;
            return all.get(new NDIndex(":, {}:{}", first, first + length));
        }
    }
}
