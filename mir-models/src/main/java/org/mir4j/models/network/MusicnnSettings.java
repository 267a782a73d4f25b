// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import java.util.List;
import org.mir4j.models.settings.Named;

/**
 * The settings of {@link Musicnn}.
 *
 * @param verticalChannels of each filter that reaches over frequency
 * @param verticalHeights of those filters, as parts of all mel bands
 * @param verticalWidth of those filters, in frames
 * @param horizontalChannels of each filter that reaches over time
 * @param horizontalWidths of those filters, in frames
 * @param midChannels of the three convolutions of the mid-end
 * @param midWidth of those convolutions, in frames
 */
@Named("musicnn")
public record MusicnnSettings(
        int verticalChannels,
        List<Double> verticalHeights,
        int verticalWidth,
        int horizontalChannels,
        List<Integer> horizontalWidths,
        int midChannels,
        int midWidth)
        implements EncoderSettings {

    /** Refuses a front-end without filters, and widths that do not keep the number of frames. */
    public MusicnnSettings {
        if (verticalHeights == null
                || horizontalWidths == null
                || verticalHeights.isEmpty()
                || horizontalWidths.isEmpty()) {
            throw new IllegalArgumentException("MusiCNN needs filters over frequency and over time");
        }
        if (verticalChannels < 1 || horizontalChannels < 1 || midChannels < 1) {
            throw new IllegalArgumentException("every convolution has at least one channel, got " + verticalChannels
                    + ", " + horizontalChannels + " and " + midChannels);
        }
        if (!verticalHeights.stream().allMatch(height -> height != null && height > 0 && height <= 1)) {
            throw new IllegalArgumentException(
                    "a filter over frequency reaches over a part of all bands, at most 1, got " + verticalHeights);
        }
        if (!isOdd(verticalWidth)
                || !isOdd(midWidth)
                || !horizontalWidths.stream().allMatch(width -> width != null && isOdd(width))) {
            throw new IllegalArgumentException("filters over time are an odd number of frames wide, got "
                    + verticalWidth + ", " + horizontalWidths + " and " + midWidth);
        }
    }

    private static boolean isOdd(int width) {
        return width > 0 && width % 2 == 1;
    }

    @Override
    public Encoder build(int melBands) {
        return new Musicnn(this, melBands);
    }
}
