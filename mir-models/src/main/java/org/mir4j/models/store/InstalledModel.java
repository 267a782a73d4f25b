// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;

/**
 * A model that lies in the store.
 *
 * @param card what it is
 * @param weightsFile its weights, safetensors
 */
public record InstalledModel(ModelCard card, Path weightsFile) {

    /**
     * Reads the weights: those of the card, even if the model is replaced meanwhile.
     *
     * @return the tensors by name
     * @throws ModelException if the file is damaged, or the model has been replaced a minute ago or more
     */
    public Map<String, Tensor> weights() {
        try {
            return ModelFiles.reading(this, Checkpoint::read);
        } catch (IOException e) {
            throw new ModelException(weightsFile + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }
}
