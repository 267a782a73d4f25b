// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import java.util.List;
import org.mir4j.models.settings.Named;

/**
 * The settings of {@link Crnn}.
 *
 * @param channels of each convolution
 * @param pooling after each convolution: frequency, time
 * @param hidden features of the recurrent layers
 * @param recurrentLayers how many recurrent layers
 */
@Named("crnn")
public record CrnnSettings(List<Integer> channels, List<List<Integer>> pooling, int hidden, int recurrentLayers)
        implements EncoderSettings {

    /** Refuses convolutions without their pooling, and no recurrence. */
    public CrnnSettings {
        PooledConvolutions.requireSame(channels, pooling);
        if (hidden < 1 || recurrentLayers < 1) {
            throw new IllegalArgumentException(
                    "a CRNN has at least one recurrent layer of one feature, got " + recurrentLayers + " of " + hidden);
        }
    }

    @Override
    public Encoder build(int melBands) {
        return new Crnn(this);
    }

    @Override
    public SequenceReadout readout() {
        return SequenceReadout.LAST_FRAME;
    }
}
