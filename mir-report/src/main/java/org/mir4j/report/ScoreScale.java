// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * The range that heights and colours cover: from 0 to just above the highest score shown, so that low scores can be
 * told apart. Whoever uses it says where it ends.
 *
 * @param top the score of full height and of the brightest colour
 */
record ScoreScale(double top) {

    /** The scale for scores, of which some may be NaN; its top has one significant digit. */
    static ScoreScale of(double[][] scores) {
        double highest = Arrays.stream(scores)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        // scores are single-precision: what a model calls 0.3 is a little more, and does not need 0.4
        double shortened = new BigDecimal(highest).round(new MathContext(6)).doubleValue();
        return new ScoreScale(
                shortened <= 0
                        ? 1
                        : BigDecimal.valueOf(shortened)
                                .round(new MathContext(1, RoundingMode.UP))
                                .doubleValue());
    }

    /** A score's place on the scale, from 0 to 1. */
    double part(double score) {
        return Math.max(0, Math.min(1, score / top));
    }

    /** A score on the scale as people write it: no more digits than it has. */
    static String label(double score) {
        BigDecimal exact = BigDecimal.valueOf(score).stripTrailingZeros();
        return exact.signum() == 0 ? "0" : exact.scale() > 5 ? exact.toString() : exact.toPlainString();
    }
}
