package org.mir4j.models.encoder;

import java.util.List;
import org.mir4j.models.settings.Named;

/**
 * The settings of {@link ShortChunkCnn}.
 *
 * @param channels of each layer; the authors have seven, of n, n, 2n, 2n, 2n, 2n and 4n channels with n = 128
 * @param residual whether every layer has two convolutions, with its input added to their output
 */
@Named("short-chunk-cnn")
public record ShortChunkCnnSettings(List<Integer> channels, boolean residual) implements EncoderSettings {

    /** Refuses a network without layers, and layers without channels. */
    public ShortChunkCnnSettings {
        if (channels == null || channels.isEmpty() || !PooledConvolutions.arePositive(channels)) {
            throw new IllegalArgumentException("a short-chunk CNN has layers of at least one channel, got " + channels);
        }
        channels = List.copyOf(channels);
    }

    @Override
    public Encoder build(int melBands) {
        return new ShortChunkCnn(this);
    }
}
