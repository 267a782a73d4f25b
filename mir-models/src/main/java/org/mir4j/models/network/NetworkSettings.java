package org.mir4j.models.network;

import org.mir4j.models.encoder.EncoderSettings;
import org.mir4j.models.pooling.TimePooling;

/**
 * What a tagging network is made of.
 *
 * @param encoder from spectrogram to a sequence of embeddings
 * @param pooling from the sequence to one embedding
 * @param classifier from the embedding to classes
 */
public record NetworkSettings(EncoderSettings encoder, TimePooling pooling, ClassifierSettings classifier) {

    /** Refuses networks with a part missing. */
    public NetworkSettings {
        if (encoder == null || pooling == null || classifier == null) {
            throw new IllegalArgumentException("a network has an encoder, a pooling and a classifier");
        }
    }
}
