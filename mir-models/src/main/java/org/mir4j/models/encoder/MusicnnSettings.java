package org.mir4j.models.encoder;

import java.util.List;

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
public record MusicnnSettings(
        int verticalChannels,
        List<Double> verticalHeights,
        int verticalWidth,
        int horizontalChannels,
        List<Integer> horizontalWidths,
        int midChannels,
        int midWidth)
        implements EncoderSettings {

    /** Refuses a front-end without filters. */
    public MusicnnSettings {
        if (verticalHeights.isEmpty() || horizontalWidths.isEmpty()) {
            throw new IllegalArgumentException("MusiCNN needs filters over frequency and over time");
        }
    }

    @Override
    public Encoder build(int melBands) {
        return new Musicnn(this, melBands);
    }
}
