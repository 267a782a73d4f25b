package org.mir4j.models.store;

import java.util.Map;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Tensor;

/** What can be known of weights without starting an engine: that they are numbers, and one output a label. */
final class WeightsCheck {

    private static final String OUTPUT = "classifier.output.weight";

    private WeightsCheck() {}

    static void requireFit(ModelCard card, Map<String, Tensor> weights) {
        weights.forEach((name, tensor) -> {
            for (float value : tensor.values()) {
                if (!Float.isFinite(value)) {
                    throw new ModelException(
                            "The weights for " + card.name() + " are damaged: " + name + " holds " + value + ".");
                }
            }
        });
        Tensor output = weights.get(OUTPUT);
        if (output == null) {
            throw new ModelException("The weights for " + card.name() + " are not of its architecture: there is no "
                    + OUTPUT + " among " + weights.size() + " tensors.");
        }
        if (output.shape().length != 2) {
            throw new ModelException("The weights for " + card.name() + " are not of its architecture: " + OUTPUT
                    + " has " + output.shape().length + " axes, expected 2.");
        }
        if (output.shape()[0] != card.tagging().labels().size()) {
            throw new ModelException(
                    "The weights for " + card.name() + " tell " + output.shape()[0] + " classes apart, and there are "
                            + card.tagging().labels().size() + " labels; name as many labels.");
        }
    }
}
