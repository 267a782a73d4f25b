package org.mir4j.models.encoder;

/** The settings of an encoder, which say which one it is. */
public sealed interface EncoderSettings permits FcnSettings, CrnnSettings, MusicnnSettings, MobileNetSettings {

    /**
     * Builds the encoder.
     *
     * @param melBands the height of its input, F
     * @return a new block without parameters
     */
    Encoder build(int melBands);
}
