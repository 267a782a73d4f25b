// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.layer.RecurrentCells;
import org.mir4j.models.layer.RecurrentCells.Cell;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/** The settings of a layer over time; their kind says which layer it is. */
@SuppressWarnings("exports") // what is built is for this package alone
public sealed interface SequenceSettings {

    /**
     * Builds the layer.
     *
     * @param sequence the shape that comes in, {@code (B, T, E)}
     * @return a new block without parameters
     * @throws IllegalArgumentException if the layer cannot take such a sequence; its shape is named
     */
    SequenceLayer build(Shape sequence);

    /**
     * Which frame of the output knows the whole input.
     *
     * @return the place
     */
    SequenceReadout readout();

    /**
     * A recurrent network, see {@link RecurrentLayer}.
     *
     * @param cell the kind of cells
     * @param hidden features per direction
     * @param layers how many are stacked
     * @param bidirectional whether each layer also reads time backwards
     * @param dropout the part of features that is left out between layers in training, at least 0 and less than 1; 0 by
     *     default
     */
    @Named("recurrent")
    record Recurrent(Cell cell, int hidden, int layers, boolean bidirectional, @Omittable double dropout)
            implements SequenceSettings {

        /** Refuses a network without features or layers, and dropout where there is a single layer. */
        public Recurrent {
            new RecurrentCells.Settings(cell, hidden, layers, bidirectional, dropout);
        }

        /** The settings of the cells. */
        RecurrentCells.Settings cells() {
            return new RecurrentCells.Settings(cell, hidden, layers, bidirectional, dropout);
        }

        @Override
        public SequenceLayer build(Shape sequence) {
            return new RecurrentLayer(this, (int) sequence.get(2));
        }

        @Override
        public SequenceReadout readout() {
            return bidirectional ? SequenceReadout.BOTH_ENDS : SequenceReadout.LAST_FRAME;
        }
    }

    /**
     * Layers of self-attention, see {@link TransformerStack}.
     *
     * @param width features of a frame between layers, E'
     * @param heads among which attention is shared out evenly
     * @param layers how many are stacked
     * @param feedForward features between the two dense layers
     * @param activation between the two dense layers
     * @param norm where the layer norms are
     * @param positions how the layers know the position of a frame
     * @param score of a query and a key; scaled dot by default
     * @param causal whether a frame takes nothing from later ones; not by default
     * @param classToken whether a learned frame is put in front; not by default
     * @param dropout the part that is left out in training, of attention's weights, after each part of a layer, between
     *     dense layers and after positions; at least 0 and less than 1; 0 by default
     */
    @Named("transformer")
    record Transformer(
            int width,
            int heads,
            int layers,
            int feedForward,
            Activations activation,
            NormPlace norm,
            PositionSettings positions,
            @Omittable AttentionScoreSettings score,
            @Omittable boolean causal,
            @Omittable boolean classToken,
            @Omittable double dropout)
            implements SequenceSettings {

        /** Where the layer norms of a transformer are. */
        public enum NormPlace {
            /** Before attention and before the dense layers, {@code x + f(norm(x))}, and once more at the end. */
            PRE,
            /** After each residual sum, {@code norm(x + f(x))}, as in Vaswani et al., 2017. */
            POST
        }

        /** Refuses what does not go together. */
        public Transformer {
            score = score == null ? new AttentionScoreSettings.ScaledDot() : score;
            new MultiHeadAttention.Settings(width, heads, causal, dropout, score, positions);
            if (layers < 1 || feedForward < 1) {
                throw new IllegalArgumentException(
                        "a transformer has at least one layer with one feature between its dense" + " layers, got "
                                + layers + " with " + feedForward);
            }
            if (activation == null || activation == Activations.NONE) {
                throw new IllegalArgumentException(
                        "there is an activation between the dense layers of a transformer, got " + activation);
            }
            if (norm == null || positions == null) {
                throw new IllegalArgumentException(
                        "a transformer has a place for its norms and a kind of positions, got " + norm + " and "
                                + positions);
            }
            if (causal && classToken) {
                throw new IllegalArgumentException("a class token comes before the frames, and in a causal transformer"
                        + " would receive none of them; use the last frame, or let it not be causal");
            }
        }

        /** The attention of each layer. */
        MultiHeadAttention.Settings attention() {
            return new MultiHeadAttention.Settings(width, heads, causal, dropout, score, positions);
        }

        @Override
        public SequenceLayer build(Shape sequence) {
            return new TransformerStack(this, sequence);
        }

        @Override
        public SequenceReadout readout() {
            if (classToken) {
                return SequenceReadout.CLASS_TOKEN;
            }
            return causal ? SequenceReadout.LAST_FRAME : SequenceReadout.NOWHERE;
        }
    }
}
