// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link ScriptedWaveforms}.
 *
 * @param anyLength whether the module takes chunks of any length, so that the short last one of a song goes in as it is;
 *     by default it has the card's length, with what stands before it and silence after it
 */
@Named("torchscript")
public record ScriptedWaveformsSettings(@Omittable boolean anyLength) implements WaveformNetworkSettings {

    @Override
    public WaveformNetwork build(Sizes sizes) {
        return new ScriptedWaveforms(sizes);
    }

    @Override
    public boolean takesAnyLength() {
        return anyLength;
    }

    @Override
    public WeightsFormat format() {
        return WeightsFormat.TORCHSCRIPT;
    }
}
