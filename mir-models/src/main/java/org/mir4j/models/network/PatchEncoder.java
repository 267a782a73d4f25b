// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.Arrays;
import org.mir4j.models.layer.ForwardContext;

/**
 * The spectrogram cut into patches, which may overlap, and each of them projected to an embedding.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, F' T', width)}, where {@code F' = floor((F - bands) / bandStride) + 1} and
 *       {@code T' = floor((T - frames) / frameStride) + 1}: all T' patches of the lowest bands, then those of the next,
 *       as in AST
 * </ul>
 *
 * <p>What comes out is a sequence of places in time and frequency, not of frames, for a transformer to put in order.
 *
 * <p>Parameters: {@code project}, the convolution's {@code weight} {@code (width, 1, bands, frames)} and {@code bias}.
 *
 * <p>Source: Dosovitskiy et al., "An image is worth 16x16 words", ICLR 2021; overlapping: Gong, Chung, Glass, "AST:
 * audio spectrogram transformer", Interspeech 2021, section 2.1.
 */
final class PatchEncoder extends Encoder {

    private final EncoderSettings.Patches settings;
    private final Conv2d project;

    /**
     * @param settings sizes and strides
     */
    PatchEncoder(EncoderSettings.Patches settings) {
        this.settings = settings;
        project = addChildBlock(
                "project",
                Conv2d.builder()
                        .setFilters(settings.width())
                        .setKernelShape(new Shape(settings.bands(), settings.frames()))
                        .optStride(new Shape(settings.bandStride(), settings.frameStride()))
                        .build());
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray spectrogram) {
        encodedShape(spectrogram.getShape()); // to refuse what is smaller than a patch
        try (NDArray grid = context.through(project, spectrogram);
                NDArray columns = grid.reshape(grid.getShape().get(0), settings.width(), -1)) {
            return columns.transpose(0, 2, 1);
        }
    }

    @Override
    Shape encodedShape(Shape spectrogram) {
        if (spectrogram.get(2) < settings.bands() || spectrogram.get(3) < settings.frames()) {
            throw new IllegalArgumentException("a spectrogram of shape " + spectrogram + " is smaller than a patch of "
                    + settings.bands() + " bands and " + settings.frames() + " frames");
        }
        long high = (spectrogram.get(2) - settings.bands()) / settings.bandStride() + 1;
        long wide = (spectrogram.get(3) - settings.frames()) / settings.frameStride() + 1;
        return new Shape(spectrogram.get(0), high * wide, settings.width());
    }

    @Override
    int encodedFrames(int frames) {
        return frames < settings.frames() ? 0 : (frames - settings.frames()) / settings.frameStride() + 1;
    }

    /** The patches of one row of bands after those of another. */
    @Override
    float[] valid(int frames, Shape spectrogram) {
        float[] valid = new float[(int) encodedShape(spectrogram).get(1)];
        int wide = encodedFrames((int) spectrogram.get(3));
        for (int row = 0; row < valid.length; row += wide) {
            Arrays.fill(valid, row, row + Math.max(1, encodedFrames(frames)), 1);
        }
        return valid;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        project.initialize(manager, type, inputs[0]);
    }
}
