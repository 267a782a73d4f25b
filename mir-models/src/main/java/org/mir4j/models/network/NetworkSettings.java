// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.Objects;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.layer.Constants;
import org.mir4j.models.settings.Named;
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
@Named(value = "layers", implied = true)
public record NetworkSettings(
        EncoderSettings encoder,
        @Omittable List<SequenceSettings> sequence,
        PoolingSettings pooling,
        @Omittable PoolingLevel level,
        Classifier classifier,
        @Omittable OutputScores scores)
        implements TagNetworkSettings {

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
    public static NetworkSettings of(EncoderSettings encoder, PoolingSettings pooling, Classifier classifier) {
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

    @Override
    public TaggingNetwork build(Shape input, int classes) {
        return new TaggingNetwork(this, input, classes);
    }

    @Override
    public NDArray scoresOf(NDArray outputs) {
        return scores.of(outputs);
    }

    /** Which frame of the sequence that is pooled knows the whole input. */
    SequenceReadout readout() {
        SequenceReadout frames = sequence.isEmpty()
                ? encoder.readout()
                : sequence.get(sequence.size() - 1).readout();
        // a score mixes the two directions that features of both ends keep apart
        return frames == SequenceReadout.BOTH_ENDS && level == PoolingLevel.SCORES ? SequenceReadout.NOWHERE : frames;
    }

    /** What a pooling head pools. */
    public enum PoolingLevel {
        /** The embeddings of the frames, before one classification of the whole. */
        EMBEDDINGS,
        /** The scores of the frames, each of which has been classified by itself. */
        SCORES
    }

    /**
     * The classifier: a dense layer, after at most one hidden layer.
     *
     * @param hidden features of the hidden layer, or 0 for none
     * @param norm whether batch norm follows the hidden layer or, where there is none, the embedding: what a linear
     *     layer on a frozen encoder learns best from
     * @param activation after the hidden layer
     * @param dropout how many of the features that go into a dense layer are zero in training, from 0 to less than 1
     */
    public record Classifier(int hidden, boolean norm, @Omittable Activations activation, @Omittable double dropout) {

        /** Refuses negative sizes, and what belongs to a hidden layer where there is none. */
        public Classifier {
            activation = activation == null ? Activations.NONE : activation;
            if (hidden < 0 || hidden == 0 && activation != Activations.NONE) {
                throw new IllegalArgumentException(
                        "a classifier without a hidden layer has no activation; its hidden size is " + hidden);
            }
            if (!(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("dropout is a part from 0 to less than 1, got " + dropout);
            }
        }

        /**
         * One dense layer.
         *
         * @return the settings
         */
        public static Classifier linear() {
            return new Classifier(0, false, Activations.NONE, 0);
        }
    }

    /** How logits become scores. */
    public enum OutputScores {
        /** Each by itself: any number of tags may hold. */
        SIGMOID {
            @Override
            public NDArray of(NDArray logits) {
                return Activation.sigmoid(logits);
            }

            @Override
            NDArray undo(NDArray scores) {
                NDArray inside = scores.clip(EDGE, 1 - EDGE);
                return inside.div(inside.neg().add(1)).log();
            }
        },
        /** All together: exactly one class holds, and the scores sum to 1. */
        SOFTMAX {
            @Override
            public NDArray of(NDArray logits) {
                return logits.softmax(-1);
            }

            @Override
            NDArray undo(NDArray scores) {
                return Constants.atLeast(scores, EDGE).log();
            }
        };

        /** Scores this near to 0 and 1 are as far as logits of pooled scores reach. */
        private static final float EDGE = 1e-6f;

        /**
         * Turns logits into scores.
         *
         * @param logits {@code (..., K)}
         * @return scores from 0 to 1, of the same shape
         */
        public abstract NDArray of(NDArray logits);

        /** Turns scores into logits that would give them. */
        abstract NDArray undo(NDArray scores);
    }
}
