// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

/** The settings of an encoder, which say which one it is. */
public sealed interface EncoderSettings
        permits FcnSettings,
                CrnnSettings,
                MusicnnSettings,
                MobileNetSettings,
                ShortChunkCnnSettings,
                SampleCnnSettings,
                ConvNetSettings,
                FramesSettings,
                PatchesSettings {

    /**
     * Builds the encoder.
     *
     * @param melBands the height of its input, F
     * @return a new block without parameters
     */
    Encoder build(int melBands);

    /**
     * Where the sequence that comes out is summed up.
     *
     * @return the place; nowhere, unless an encoder says otherwise
     */
    default SequenceReadout readout() {
        return SequenceReadout.NOWHERE;
    }
}
