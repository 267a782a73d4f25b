// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Tensor;

/** What can be known of weights without starting an engine: that they are numbers, and fit what their model gives. */
final class WeightsCheck {

    private WeightsCheck() {}

    /** The weights, under our names, that a model's files hold; refused unless they pass. */
    static Map<String, Tensor> passed(ModelCard card, List<Map<String, Tensor>> files) {
        files.forEach(tensors -> FrontEndCheck.requireSame(card, tensors));
        Map<String, Tensor> weights = card.source().weights(files);
        requireFit(card, weights);
        return weights;
    }

    private static void requireFit(ModelCard card, Map<String, Tensor> weights) {
        weights.forEach((name, tensor) -> {
            for (float value : tensor.values()) {
                if (!Float.isFinite(value)) {
                    throw unfit(card, "are damaged: " + name + " holds " + value, null);
                }
            }
        });
        try {
            card.task().requireOutputs(weights);
        } catch (IllegalArgumentException e) {
            throw unfit(card, e.getMessage(), e);
        }
    }

    private static ModelException unfit(ModelCard card, String fault, IllegalArgumentException cause) {
        return new ModelException(weights(card) + " " + fault + ".", cause);
    }

    /** Which weights a sentence is about, to begin it with. */
    static String weights(ModelCard card) {
        return "The weights for " + card.name() + " in " + files(card);
    }

    /** The names of a model's files. */
    static String files(ModelCard card) {
        return card.source().files().stream().map(Source.Part::file).collect(Collectors.joining(", "));
    }
}
