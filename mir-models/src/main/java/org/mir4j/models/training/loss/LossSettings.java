package org.mir4j.models.training.loss;

/** What training makes small, which says which one it is. */
public sealed interface LossSettings permits BinaryCrossEntropySettings, CrossEntropySettings, LogitDistanceSettings {

    /**
     * Builds the loss.
     *
     * @return how far logits are from their targets
     */
    Loss build();
}
