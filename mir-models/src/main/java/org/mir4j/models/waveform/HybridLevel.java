// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.ForwardContext;

/**
 * The geometry of one level of a {@link HybridUNetSettings hybrid U-Net}. The outer levels are over frequencies and, by
 * themselves, over samples; the last one of these has all frequencies in one kernel, and gives as many steps in time as
 * the one over samples. From there on levels are over time alone, and shared.
 *
 * @param index counted from 0, the outermost
 * @param frequencies that it receives; 1 inside of the last level over frequencies
 * @param kernel of its convolutions over frequencies, or time
 * @param stride of these
 * @param padding of these
 * @param merges whether it is the last one over frequencies, where both U-Nets become one
 * @param channels that come out of the encoder over the spectrogram, and go into the decoder
 * @param timeChannels those of the one over samples
 */
record HybridLevel(
        int index,
        int frequencies,
        int kernel,
        int stride,
        int padding,
        boolean merges,
        int channels,
        int timeChannels) {

    private static final int PADDED_PART = 4;

    /** The level of an encoder. */
    interface Encoder {

        /**
         * Computes the output.
         *
         * @param context the forward pass
         * @param x maps, which stay open
         * @param joining what is added after the first convolution; null for nothing
         * @return a new array
         */
        NDArray apply(ForwardContext context, NDArray x, NDArray joining);
    }

    /** The level of a decoder, in two steps. */
    interface Decoder {

        /**
         * What comes before the transposed convolution.
         *
         * @param context the forward pass
         * @param x from the level inside; null for silence
         * @param skip from the encoder, of the same shape
         * @return a new array of the same shape
         */
        NDArray gated(ForwardContext context, NDArray x, NDArray skip);

        /**
         * The transposed convolution.
         *
         * @param context the forward pass
         * @param y what {@link #gated} gives
         * @param steps how many the encoder received, which is of use over time
         * @return a new array
         */
        NDArray spread(ForwardContext context, NDArray y, long steps);
    }

    /** The levels of U-Nets that are over frequencies alone. */
    static List<HybridLevel> of(HybridUNetSettings settings) {
        return of(settings, 2);
    }

    /**
     * The levels, the outermost first.
     *
     * @param settings of the U-Nets
     * @param timeStride of those that are over time alone
     */
    static List<HybridLevel> of(HybridUNetSettings settings, int timeStride) {
        List<HybridLevel> levels = new ArrayList<>();
        int frequencies = settings.frequencies();
        int channels = settings.channels();
        int timeChannels = settings.timeChannels();
        for (int index = 0; index < settings.depth(); index++) {
            boolean overTime = frequencies == 1;
            boolean merges = !overTime && frequencies <= settings.kernel();
            int kernel = overTime ? 2 * timeStride : merges ? frequencies : settings.kernel();
            int stride = overTime ? timeStride : settings.stride();
            if (!overTime && !merges && frequencies % stride != 0) {
                throw new IllegalArgumentException(
                        "each level of a hybrid U-Net leaves one of " + stride + " frequencies, got " + frequencies
                                + " at level " + index + " of an FFT size of " + settings.fftSize());
            }
            if (merges) {
                channels = Math.max(channels, timeChannels);
                timeChannels = channels;
            }
            levels.add(new HybridLevel(
                    index,
                    frequencies,
                    kernel,
                    stride,
                    merges ? 0 : kernel / PADDED_PART,
                    merges,
                    channels,
                    timeChannels));
            frequencies = overTime || merges ? 1 : frequencies / stride;
            channels = (int) (settings.growth() * channels);
            timeChannels = (int) (settings.growth() * timeChannels);
        }
        return levels;
    }

    /** Whether it is over time alone. */
    boolean isOverTime() {
        return frequencies == 1;
    }

    /** Whether there is a level over samples beside it. */
    boolean hasTwin() {
        return frequencies > 1;
    }

    /** Frequencies that come out. */
    int frequenciesOut() {
        return isOverTime() || merges ? 1 : frequencies / stride;
    }
}
