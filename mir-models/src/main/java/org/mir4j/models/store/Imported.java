// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.Map;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Tensor;

/**
 * What an import makes of files: a model that is fit to be put in the store.
 *
 * @param card of the model; its source names the files and their checksums
 * @param weights as they are stored
 */
record Imported(ModelCard card, ModelWeights weights) {

    /** One whose weights are tensors, by our names. */
    Imported(ModelCard card, Map<String, Tensor> tensors) {
        this(card, new ModelWeights.Tensors(tensors));
    }
}
