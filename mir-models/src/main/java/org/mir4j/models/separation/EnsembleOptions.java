// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.util.List;
import java.util.Locale;

/**
 * How the stems of several models become one.
 *
 * @param combination of what the models give for a stem
 * @param weights one for each model, for the mean only; none for equal ones
 */
public record EnsembleOptions(Combination combination, List<Double> weights) {

    /**
     * What becomes of the samples, or of the bins of the spectrograms, that several models give for a stem.
     *
     * <p>Spectrograms have windows of 2048 samples (Hann, periodic) and a hop of 1024, whatever the rate; the song has
     * zeros around it. A stem of one model alone stays as it is.
     */
    public enum Combination {
        /** Each sample is the weighted mean. */
        MEAN,
        /** Each sample is the median: of two models, the mean. */
        MEDIAN,
        /** Each bin is that of the largest magnitude, with its phase: fuller stems, and more of others in them. */
        MAX_MAGNITUDE,
        /** Each bin is that of the smallest magnitude, with its phase: less of others in the stems, and thinner ones. */
        MIN_MAGNITUDE;

        /**
         * Its name in options and messages.
         *
         * @return for example {@code max-magnitude}
         */
        public String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Refuses weights that are not positive, and those of a combination that is no mean. */
    public EnsembleOptions {
        weights = List.copyOf(weights);
        if (combination == null) {
            throw new IllegalArgumentException("an ensemble combines its stems somehow");
        }
        if (!weights.stream().allMatch(weight -> weight > 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException("weights are finite and more than 0, got " + weights);
        }
        if (!weights.isEmpty() && combination != Combination.MEAN) {
            throw new IllegalArgumentException(
                    "weights are for the mean only, got " + weights + " for " + combination.title());
        }
    }

    /**
     * The mean of all models.
     *
     * @return the options
     */
    public static EnsembleOptions mean() {
        return of(Combination.MEAN);
    }

    /**
     * A weighted mean.
     *
     * @param weights one for each model, more than 0; they need not sum to 1
     * @return the options
     */
    public static EnsembleOptions mean(List<Double> weights) {
        return new EnsembleOptions(Combination.MEAN, weights);
    }

    /**
     * A combination of models that count alike.
     *
     * @param combination of what they give
     * @return the options
     */
    public static EnsembleOptions of(Combination combination) {
        return new EnsembleOptions(combination, List.of());
    }

    /** How much a model counts. */
    double weight(int model) {
        return weights.isEmpty() ? 1 : weights.get(model);
    }
}
