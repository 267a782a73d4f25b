// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import java.util.Arrays;
import org.mir4j.models.layer.Constants;
import org.mir4j.models.layer.LayerBlock;

/**
 * A block from spectrograms to sequences of embeddings.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}; samples themselves are {@code (B, 1, 1, T)}
 *   <li>output: {@code (B, T', E)}
 * </ul>
 */
abstract class Encoder extends LayerBlock {

    /** What batch norms add to a variance, PyTorch's default. */
    static final float EPSILON = 1e-5f;

    /** A batch norm over all numbers of the input, a new child. */
    final BatchNorm newInputNorm() {
        return addChildBlock(
                "input_norm", BatchNorm.builder().optEpsilon(EPSILON).build());
    }

    /** The shape that {@link #apply} gives for a spectrogram's shape. */
    abstract Shape encodedShape(Shape spectrogram);

    /** How many frames come out of so many, by all strides and poolings; 0 if they are too few. */
    abstract int encodedFrames(int frames);

    /** How many positions a kernel takes that is padded by half its width on either side. */
    static int strided(int frames, int stride) {
        return (frames + stride - 1) / stride;
    }

    /** {@code (B, C, F, T)} to {@code (B, T, C)}: the mean over frequency, frame after frame. */
    static NDArray averaged(NDArray features) {
        try (NDArray sequence = features.mean(new int[] {2})) {
            return sequence.transpose(0, 2, 1);
        }
    }

    /** The shape that {@link #averaged(NDArray)} gives for the features' shape. */
    static Shape averaged(Shape features) {
        return new Shape(features.get(0), features.get(3), features.get(1));
    }

    /**
     * Which frames of the output belong to the recording, where frames of the input are padding. As many of them are
     * valid as a spectrogram without the padding would give, by all strides and poolings, and at least one.
     *
     * @param mask of the spectrogram, {@code (B, T)}, 1 for a valid frame and 0 for padding, valid ones in front
     * @param spectrogram its shape, {@code (B, 1, F, T)}
     * @return {@code (B, T')}, attached where the mask is
     */
    final NDArray mask(NDArray mask, Shape spectrogram) {
        int[] frames = PaddingMask.valid(mask);
        int length = (int) encodedShape(spectrogram).get(1);
        float[] valid = new float[frames.length * length];
        for (int row = 0; row < frames.length; row++) {
            System.arraycopy(valid(frames[row], spectrogram), 0, valid, row * length, length);
        }
        return Constants.of(mask.getManager(), valid, new Shape(frames.length, length));
    }

    /** The mask of one sequence, {@code (T')}, for so many valid frames of a spectrogram. */
    float[] valid(int frames, Shape spectrogram) {
        float[] valid = new float[(int) encodedShape(spectrogram).get(1)];
        Arrays.fill(valid, 0, Math.max(1, encodedFrames(frames)), 1);
        return valid;
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        Shape spectrogram = inputs[0];
        if (spectrogram.dimension() != 4 || spectrogram.get(1) != 1) {
            throw new IllegalArgumentException("an encoder expects spectrograms (B, 1, F, T), got " + spectrogram);
        }
        return new Shape[] {encodedShape(spectrogram)};
    }
}
