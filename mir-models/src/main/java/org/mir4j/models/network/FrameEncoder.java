// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import org.mir4j.models.layer.ForwardContext;

/**
 * The frames of the spectrogram themselves, for layers over time that follow directly.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, T, F)}
 * </ul>
 *
 * <p>Parameters: those of {@code input_norm}, a batch norm over all numbers of the input, where there is one.
 */
final class FrameEncoder extends Encoder {

    private final BatchNorm norm;

    /**
     * @param settings whether the input is normalised
     */
    FrameEncoder(EncoderSettings.Frames settings) {
        norm = settings.norm() ? newInputNorm() : null;
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray spectrogram) {
        if (norm == null) {
            return frames(spectrogram);
        }
        try (NDArray normalised = context.through(norm, spectrogram)) {
            return frames(normalised);
        }
    }

    private static NDArray frames(NDArray spectrogram) {
        try (NDArray plane = spectrogram.squeeze(1)) {
            return plane.transpose(0, 2, 1);
        }
    }

    @Override
    Shape encodedShape(Shape spectrogram) {
        return new Shape(spectrogram.get(0), spectrogram.get(3), spectrogram.get(2));
    }

    @Override
    int encodedFrames(int frames) {
        return frames;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        if (norm != null) {
            norm.initialize(manager, type, inputs[0]);
        }
    }
}
