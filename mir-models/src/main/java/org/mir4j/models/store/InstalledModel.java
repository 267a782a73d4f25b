package org.mir4j.models.store;

import java.nio.file.Path;
import java.util.Map;
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
     * Reads the weights.
     *
     * @return the tensors by name
     * @throws org.mir4j.core.error.ModelException if the file is damaged
     */
    public Map<String, Tensor> weights() {
        return Checkpoint.read(weightsFile);
    }
}
