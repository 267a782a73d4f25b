// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

/** The settings of a network that masks, which say which one it is. */
public sealed interface MaskNetworkSettings permits UNetSettings, BandSplitSettings, OpenUnmixSettings {

    /**
     * Builds the network.
     *
     * @param channels of the mixture, C
     * @param bins of a frame, F: half the FFT size and one
     * @param stems how many masks, S
     * @return a new block without parameters
     * @throws IllegalArgumentException if the settings do not fit these sizes
     */
    MaskNetwork build(int channels, int bins, int stems);
}
