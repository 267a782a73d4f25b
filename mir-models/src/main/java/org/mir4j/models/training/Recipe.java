// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.util.List;
import org.mir4j.models.card.ModelCard;

/** How a model is made: what every task has to say of it. */
public interface Recipe {

    /**
     * Of the model.
     *
     * @return lower-case letters, digits, dots and hyphens
     */
    String name();

    /**
     * Of the model.
     *
     * @return one line for a list of models; null if there is none
     */
    String summary();

    /**
     * Under which the weights that come out may be used.
     *
     * @return the licence
     */
    ModelCard.Licence licence();

    /**
     * For the model's card.
     *
     * @return what a user should know
     */
    List<String> notes();

    /**
     * The model whose weights to start from.
     *
     * @return its name, or its directory; null if there is none
     */
    String init();

    /**
     * How gradients change weights.
     *
     * @return the settings
     */
    OptimiserSettings optimiser();

    /**
     * How the learning rate changes.
     *
     * @return the settings
     */
    Schedule schedule();

    /**
     * The decay of the running mean of the weights, which is what is validated and published.
     *
     * @return from 0, for the weights themselves, to less than 1
     */
    double average();

    /**
     * Refuses what is no {@link #average}.
     *
     * @param decay of a recipe
     * @throws IllegalArgumentException if it is negative, 1 or more
     */
    static void requireAverage(double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException(
                    "the decay of the average of the weights is at least 0 and less than 1, got " + decay);
        }
    }

    /**
     * How much of the weights that the training started from is in those that are validated and published.
     *
     * @return from 0, for nothing, to less than 1
     */
    double startShare();

    /**
     * Refuses what is no {@link #startShare}.
     *
     * @param share of a recipe
     * @param init of the recipe
     * @throws IllegalArgumentException if it is negative, 1 or more, or there is nothing to start from
     */
    static void requireStartShare(double share, String init) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "the share of the start in the weights is at least 0 and less than 1, got " + share);
        }
        if (share > 0 && init == null) {
            throw new IllegalArgumentException("a share of the start (startShare) is one of a model's weights: name it"
                    + " (init), or leave the share out");
        }
    }

    /**
     * Examples a step.
     *
     * @return at least one
     */
    int batch();

    /**
     * How many epochs there are at most.
     *
     * @return at least one
     */
    int epochs();

    /**
     * After how many epochs to stop whose validation is not better than the best before: by its figure, or of the same
     * figure by its loss.
     *
     * @return 0 for never
     */
    int patience();

    /**
     * Of all that is random.
     *
     * @return any number
     */
    long seed();
}
