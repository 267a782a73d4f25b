// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import org.mir4j.models.checkpoint.WeightsFormat;

/** The settings of a network from a mixture to its stems; their kind says which network it is. */
public sealed interface WaveformNetworkSettings
        permits BagSettings,
                BsRoformerSettings,
                HtDemucsSettings,
                HybridDemucsSettings,
                MelBandRoformerSettings,
                ScriptedWaveformsSettings {

    /** What a network is built for. */
    record Sizes(int sampleRate, int channels, int stems, int samples) {}

    /**
     * Builds the network.
     *
     * @param sizes of what it is for
     * @return a new block without parameters
     * @throws IllegalArgumentException if the settings do not fit these sizes
     */
    WaveformNetwork build(Sizes sizes);

    /**
     * Whether the network takes chunks that are shorter than those of its card, such as the last one of a song. Others
     * receive it with what stands before it, and silence after it.
     *
     * @return false, unless a network says otherwise
     */
    default boolean takesAnyLength() {
        return false;
    }

    /**
     * In which form its weights lie in a store.
     *
     * @return tensors, unless a network says otherwise
     */
    default WeightsFormat format() {
        return WeightsFormat.SAFETENSORS;
    }
}
