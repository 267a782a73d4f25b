// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link Transformer}.
 *
 * @param width features of a frame between layers, E'
 * @param heads among which attention is shared out evenly
 * @param layers how many are stacked
 * @param feedForward features between the two dense layers
 * @param activation between the two dense layers
 * @param norm where the layer norms stand
 * @param positions how a frame is known to stand where it stands
 * @param score of a query and a key; scaled dot by default
 * @param causal whether a frame takes nothing from later ones; not by default
 * @param classToken whether a learned frame is put in front; not by default
 * @param dropout the part that is left out in training, of attention's weights, after each part of a layer, between
 *     dense layers and after positions; at least 0 and less than 1; 0 by default
 */
@Named("transformer")
public record TransformerSettings(
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

    /** Refuses what does not go together. */
    public TransformerSettings {
        score = score == null ? new AttentionScoreSettings.ScaledDot() : score;
        new AttentionSettings(width, heads, causal, dropout, score, positions);
        if (layers < 1 || feedForward < 1) {
            throw new IllegalArgumentException("a transformer has at least one layer with one feature between its dense"
                    + " layers, got " + layers + " with " + feedForward);
        }
        if (activation == null || activation == Activations.NONE) {
            throw new IllegalArgumentException(
                    "an activation stands between the dense layers of a transformer, got " + activation);
        }
        if (norm == null || positions == null) {
            throw new IllegalArgumentException(
                    "a transformer says where its norms stand and what its positions are, got " + norm + " and "
                            + positions);
        }
        if (causal && classToken) {
            throw new IllegalArgumentException(
                    "a class token stands in front of the frames, and in a causal transformer"
                            + " would see none of them; use the last frame, or let it not be causal");
        }
    }

    /** The attention of each layer. */
    AttentionSettings attention() {
        return new AttentionSettings(width, heads, causal, dropout, score, positions);
    }

    @Override
    public SequenceLayer build(Shape sequence) {
        return new Transformer(this, sequence);
    }

    @Override
    public SequenceReadout readout() {
        if (classToken) {
            return SequenceReadout.CLASS_TOKEN;
        }
        return causal ? SequenceReadout.LAST_FRAME : SequenceReadout.NOWHERE;
    }
}
