// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import org.mir4j.models.settings.Named;

/** How the score of a query {@code s} and a key {@code h} is computed, both of {@code d} features. */
@SuppressWarnings("exports") // what is built is for this package alone
public sealed interface AttentionScoreSettings {

    /**
     * Builds the score.
     *
     * @param heads how many there are, each with parameters of its own, H
     * @param features of a query or key, d
     * @return a new block without parameters
     */
    AttentionScore build(int heads, int features);

    /** {@code s.h}, see {@link AttentionScore.Dot}. */
    @Named("dot")
    record Dot() implements AttentionScoreSettings {
        @Override
        public AttentionScore build(int heads, int features) {
            return new AttentionScore.Dot(1);
        }
    }

    /** {@code s.h / sqrt(d)}, see {@link AttentionScore.Dot}. */
    @Named("scaled-dot")
    record ScaledDot() implements AttentionScoreSettings {
        @Override
        public AttentionScore build(int heads, int features) {
            return new AttentionScore.Dot((float) (1 / Math.sqrt(features)));
        }
    }

    /** {@code s'Wh}, see {@link AttentionScore.Multiplicative}. */
    @Named("multiplicative")
    record Multiplicative() implements AttentionScoreSettings {
        @Override
        public AttentionScore build(int heads, int features) {
            return new AttentionScore.Multiplicative(heads, features);
        }
    }

    /**
     * {@code s'U'Vh}, see {@link AttentionScore.ReducedRank}.
     *
     * @param rank the rows of U and V
     */
    @Named("reduced-rank")
    record ReducedRank(int rank) implements AttentionScoreSettings {

        /** Refuses matrices without rows. */
        public ReducedRank {
            if (rank < 1) {
                throw new IllegalArgumentException("a reduced rank is at least 1, got " + rank);
            }
        }

        @Override
        public AttentionScore build(int heads, int features) {
            return new AttentionScore.ReducedRank(heads, features, rank);
        }
    }

    /**
     * {@code v'tanh(W1 h + W2 s)}, see {@link AttentionScore.Additive}.
     *
     * @param hidden the size of v
     */
    @Named("additive")
    record Additive(int hidden) implements AttentionScoreSettings {

        /** Refuses a hidden layer without features. */
        public Additive {
            if (hidden < 1) {
                throw new IllegalArgumentException("an additive score has at least 1 hidden feature, got " + hidden);
            }
        }

        @Override
        public AttentionScore build(int heads, int features) {
            return new AttentionScore.Additive(heads, features, hidden);
        }
    }
}
