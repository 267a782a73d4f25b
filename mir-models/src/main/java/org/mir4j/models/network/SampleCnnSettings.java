// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import java.util.List;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link SampleCnn}.
 *
 * @param channels of the strided convolution, then of every convolution that is pooled; the authors have ten: three
 *     times 128, six times 256 and 512
 * @param last channels of a convolution of width 1 in the end, or 0 for none; the authors have 512
 * @param se whether every layer is residual, with squeeze-and-excitation
 */
@Named("sample-cnn")
public record SampleCnnSettings(List<Integer> channels, @Omittable int last, @Omittable boolean se)
        implements EncoderSettings {

    /** Refuses a network without layers, and layers without channels. */
    public SampleCnnSettings {
        if (channels == null || channels.isEmpty() || !PooledConvolutions.arePositive(channels) || last < 0) {
            throw new IllegalArgumentException("a sample-level CNN has layers of at least one channel, got " + channels
                    + (last == 0 ? "" : " and in the end " + last));
        }
        channels = List.copyOf(channels);
    }

    @Override
    public Encoder build(int melBands) {
        if (melBands != 1) {
            throw new IllegalArgumentException(
                    "a sample-level CNN hears samples, (B, 1, 1, T), and not spectrograms of " + melBands
                            + " bands; give it a front-end of samples, or use an encoder of spectrograms");
        }
        return new SampleCnn(this);
    }
}
