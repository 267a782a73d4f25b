// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.LayerBlock;

/**
 * A block from the samples of a mixture to those of its stems, for inference.
 *
 * <ul>
 *   <li>input: {@code (B, C, N)}: C channels, N samples at the model's rate
 *   <li>output: {@code (B, S, C, N)}: the samples of each of S stems
 * </ul>
 */
public abstract class WaveformNetwork extends LayerBlock {

    private static final int AXES = 3;

    private final int channels;
    private final int stems;

    /**
     * For the networks of this package.
     *
     * @param channels of the mixture, C
     * @param stems how many there are, S
     */
    WaveformNetwork(int channels, int stems) {
        if (channels < 1 || stems < 1) {
            throw new IllegalArgumentException(
                    "there is at least one channel and one stem, got " + channels + " and " + stems);
        }
        this.channels = channels;
        this.stems = stems;
    }

    /** Channels of the mixture, C. */
    final int channels() {
        return channels;
    }

    /** How many stems there are, S. */
    final int stems() {
        return stems;
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        Shape samples = inputs[0];
        if (samples.dimension() != AXES || samples.get(1) != channels || samples.get(2) < 1) {
            throw new IllegalArgumentException("this network expects samples (B, " + channels
                    + ", N), which are channels and at least one sample, got " + samples);
        }
        return new Shape[] {new Shape(samples.get(0), stems, channels, samples.get(2))};
    }
}
