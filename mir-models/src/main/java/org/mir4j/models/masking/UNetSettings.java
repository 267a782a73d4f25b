// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import java.util.List;
import org.mir4j.models.layer.UpConvNorm;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link UNet}.
 *
 * @param channels of each level, from the widest to the narrowest spectrogram; each level halves frequencies and frames
 * @param kernel the size of its convolutions on either axis, odd and at least 3; 5 by default
 * @param decoder how the decoder doubles frequencies and frames; transposed by default
 * @param skips whether the decoder also sees what the encoder saw at each level; without, the network is a plain
 *     convolutional auto-encoder
 * @param dropout the part of features that is left out in training after the first levels of the decoder, half of all
 *     levels rounded down, at least 0 and less than 1; 0 by default
 * @param mask how masks come about; sigmoid by default
 * @param bins how many of the lowest frequency bins the network looks at; all by default, but the highest where without
 *     it their number can be halved at every level
 * @param compression the exponent that magnitudes are raised to, more than 0 and at most 1; 0.5 by default
 * @param timeDistributed the bottleneck factor of fully connected layers over frequency at every level, which leave
 *     {@code 1 / factor} of its frequencies between them; 0, no such layers, by default
 * @param blocks how many 3x3 convolutions, each added to its input, follow at every level; 0 by default
 */
@Named("u-net")
public record UNetSettings(
        List<Integer> channels,
        @Omittable int kernel,
        @Omittable UpConvNorm.Form decoder,
        boolean skips,
        @Omittable double dropout,
        @Omittable Mask mask,
        @Omittable int bins,
        @Omittable double compression,
        @Omittable int timeDistributed,
        @Omittable int blocks)
        implements MaskNetworkSettings {

    private static final int USUAL_KERNEL = 5;

    /** More levels would leave nothing of any spectrogram. */
    private static final int MOST_LEVELS = 12;

    /** Refuses levels without channels, even kernels, and parts that are none. */
    public UNetSettings {
        kernel = kernel == 0 ? USUAL_KERNEL : kernel;
        decoder = decoder == null ? UpConvNorm.Form.TRANSPOSED : decoder;
        mask = mask == null ? Mask.SIGMOID : mask;
        compression = Compression.orDefault(compression);
        if (channels == null
                || channels.isEmpty()
                || channels.size() > MOST_LEVELS
                || channels.stream().anyMatch(width -> width == null || width < 1)) {
            throw new IllegalArgumentException(
                    "a U-Net has 1 to " + MOST_LEVELS + " levels with at least one channel each, got " + channels);
        }
        channels = List.copyOf(channels);
        if (kernel < 3 || kernel % 2 == 0) {
            throw new IllegalArgumentException("the kernel of a U-Net has an odd size of at least 3, got " + kernel);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout is at least 0 and less than 1, got " + dropout);
        }
        if (bins < 0 || timeDistributed < 0 || blocks < 0) {
            throw new IllegalArgumentException("numbers of bins and of blocks, and the factor of a bottleneck, are at"
                    + " least 0, got " + bins + ", " + blocks + " and " + timeDistributed);
        }
    }

    @Override
    public MaskNetwork build(int channels, int bins, int stems) {
        return new UNet(this, channels, bins, stems);
    }
}
