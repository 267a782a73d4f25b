// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import org.mir4j.models.layer.Activations;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of a {@link Classifier}.
 *
 * @param hidden features of the hidden layer, or 0 for none
 * @param norm whether batch norm follows the hidden layer or, where there is none, the embedding: what a linear layer on
 *     a frozen encoder learns best from
 * @param activation after the hidden layer
 * @param dropout how many of the features that a dense layer sees are zero in training, from 0 to less than 1
 */
public record ClassifierSettings(
        int hidden, boolean norm, @Omittable Activations activation, @Omittable double dropout) {

    /** Refuses negative sizes, and what belongs to a hidden layer where there is none. */
    public ClassifierSettings {
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
    public static ClassifierSettings linear() {
        return new ClassifierSettings(0, false, Activations.NONE, 0);
    }
}
