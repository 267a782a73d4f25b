// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.layer.ScriptedLayer;

/**
 * A model that lies in the store.
 *
 * @param card what it is
 * @param weightsFile its weights: safetensors, or a module of TorchScript
 */
public record InstalledModel(ModelCard card, Path weightsFile) {

    /**
     * Reads the weights: those of the card, even if the model is replaced meanwhile.
     *
     * @return the tensors by name
     * @throws ModelException if the file is damaged, the model has been replaced a minute ago or more, or it is a module of
     *     TorchScript
     */
    public Map<String, Tensor> weights() {
        card.requireTensors();
        return reading(Checkpoint::read);
    }

    /**
     * Fills the network of the card with the weights: those of the card, even if the model is replaced meanwhile.
     *
     * @param network as the card's task builds it
     * @param manager where its arrays live, and whose device it runs on
     * @throws ModelException if the weights are damaged or do not fit
     */
    public void fill(Block network, NDManager manager) {
        Shape input = card.task().inputShape();
        if (card.task().format() == WeightsFormat.SAFETENSORS) {
            Parameters.load(network, weights(), manager, input);
            return;
        }
        reading(file -> {
            ScriptedLayer.of(network).orElseThrow().load(file, manager);
            return file;
        });
        network.initialize(manager, DataType.FLOAT32, input);
    }

    /**
     * The same with a card that says which weights they are, so that what they made is told from what others did.
     *
     * @return this model, unless its card was written by hand
     * @throws ModelException if the weights cannot be read
     */
    public InstalledModel digested() {
        if (card.weightsSha256() != null) {
            return this;
        }
        try {
            return new InstalledModel(
                    card.withWeights(Checksum.sha256Of(weightsFile).hex()), weightsFile);
        } catch (IOException e) {
            throw new ModelException(weightsFile + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    private <T> T reading(ModelFiles.Use<T> use) {
        try {
            return ModelFiles.reading(this, use);
        } catch (IOException e) {
            throw new ModelException(weightsFile + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }
}
