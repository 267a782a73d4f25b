// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import java.util.List;
import java.util.Objects;
import org.mir4j.models.settings.Omittable;

/**
 * What a tagging network is made of.
 *
 * @param encoder from spectrogram to a sequence of embeddings
 * @param sequence what follows over time, in order; may be empty
 * @param pooling from the sequence to one vector
 * @param level what is pooled; embeddings by default
 * @param classifier from an embedding to classes
 * @param scores how logits become scores; each by itself by default
 */
public record NetworkSettings(
        EncoderSettings encoder,
        @Omittable List<SequenceSettings> sequence,
        PoolingSettings pooling,
        @Omittable PoolingLevel level,
        ClassifierSettings classifier,
        @Omittable OutputScores scores) {

    /** Refuses networks with a part missing. */
    public NetworkSettings {
        if (encoder == null || pooling == null || classifier == null) {
            throw new IllegalArgumentException("a network has an encoder, a pooling and a classifier");
        }
        if (sequence != null && sequence.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("one of the layers over time is missing");
        }
        sequence = sequence == null ? List.of() : List.copyOf(sequence);
        scores = scores == null ? OutputScores.SIGMOID : scores;
        level = level == null ? PoolingLevel.EMBEDDINGS : level;
    }

    /**
     * An encoder whose embeddings are pooled and then classified.
     *
     * @param encoder from spectrogram to a sequence of embeddings
     * @param pooling from the sequence to one embedding
     * @param classifier from the embedding to classes
     * @return the settings
     */
    public static NetworkSettings of(EncoderSettings encoder, PoolingSettings pooling, ClassifierSettings classifier) {
        return new NetworkSettings(encoder, List.of(), pooling, PoolingLevel.EMBEDDINGS, classifier, null);
    }

    /**
     * The same network with other scores.
     *
     * @param other how logits become scores
     * @return the settings
     */
    public NetworkSettings with(OutputScores other) {
        return new NetworkSettings(encoder, sequence, pooling, level, classifier, other);
    }

    /** Where the sequence that is pooled is summed up. */
    SequenceReadout readout() {
        SequenceReadout frames = sequence.isEmpty()
                ? encoder.readout()
                : sequence.get(sequence.size() - 1).readout();
        // a score mixes the two directions that features of both ends keep apart
        return frames == SequenceReadout.BOTH_ENDS && level == PoolingLevel.SCORES ? SequenceReadout.NOWHERE : frames;
    }
}
