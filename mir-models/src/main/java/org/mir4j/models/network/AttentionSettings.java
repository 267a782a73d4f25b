// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link MultiHeadAttention}.
 *
 * @param width features of a frame, E
 * @param heads among which they are shared out evenly, H
 * @param causal whether a frame takes nothing from later ones; not by default
 * @param dropout the part of the weights that is left out in training, at least 0 and less than 1; 0 by default
 * @param score of a query and a key; scaled dot by default
 * @param positions what is known of them within the attention; none by default
 */
public record AttentionSettings(
        int width,
        int heads,
        @Omittable boolean causal,
        @Omittable double dropout,
        @Omittable AttentionScoreSettings score,
        @Omittable PositionSettings positions) {

    /** Refuses heads of unequal size, and positions that do not go with the score or the size of a head. */
    public AttentionSettings {
        score = score == null ? new AttentionScoreSettings.ScaledDot() : score;
        positions = positions == null ? new PositionSettings.None() : positions;
        if (width < 1 || heads < 1 || width % heads != 0) {
            throw new IllegalArgumentException("the width of attention is a multiple of its heads, got width " + width
                    + " and " + heads + " heads");
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout is at least 0 and less than 1, got " + dropout);
        }
        int headSize = width / heads;
        if (positions instanceof PositionSettings.Rotary && headSize % 2 != 0) {
            throw new IllegalArgumentException("rotary positions turn pairs of features, and a head has " + headSize
                    + ": width " + width + " among " + heads + " heads");
        }
        boolean product =
                score instanceof AttentionScoreSettings.Dot || score instanceof AttentionScoreSettings.ScaledDot;
        if (positions.needsProducts() && !product) {
            throw new IllegalArgumentException("positions " + positions
                    + " depend on inner products of queries and keys, so the score is dot or scaled-dot, got " + score);
        }
    }

    /**
     * Features of a head, d.
     *
     * @return the width over the heads
     */
    public int headSize() {
        return width / heads;
    }
}
