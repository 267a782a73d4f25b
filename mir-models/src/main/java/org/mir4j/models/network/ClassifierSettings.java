package org.mir4j.models.network;

import org.mir4j.models.layer.Activations;

/**
 * The settings of a {@link Classifier}.
 *
 * @param hidden features of the hidden layer, or 0 for none
 * @param norm whether batch norm follows the hidden layer
 * @param activation after the hidden layer
 */
public record ClassifierSettings(int hidden, boolean norm, Activations activation) {

    /** Refuses negative sizes, and what belongs to a hidden layer where there is none. */
    public ClassifierSettings {
        activation = activation == null ? Activations.NONE : activation;
        if (hidden < 0 || hidden == 0 && (norm || activation != Activations.NONE)) {
            throw new IllegalArgumentException(
                    "a classifier without a hidden layer has no norm and no activation; its hidden size is " + hidden);
        }
    }
}
