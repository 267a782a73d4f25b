// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.mir4j.models.layer.Constants;

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
