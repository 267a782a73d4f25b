// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.checkpoint.WeightsFormat;

/** The weights of a model that is to be stored. */
sealed interface ModelWeights {

    /** In which form they are stored. */
    WeightsFormat format();

    /**
     * Refuses weights that are not those of a model's network.
     *
     * @throws org.mir4j.core.error.ModelException if they are not
     */
    void requireFit(ModelCard card);

    /** Writes them to a file, which must not matter if this fails half-way. */
    void write(Path draft) throws IOException;

    /** Those of a model that lies somewhere. */
    static ModelWeights of(InstalledModel model) {
        return switch (model.card().task().format()) {
            case SAFETENSORS -> new Tensors(model.weights());
            case TORCHSCRIPT -> new Module(model.weightsFile());
        };
    }

    /**
     * Tensors.
     *
     * @param tensors by our names
     */
    record Tensors(Map<String, Tensor> tensors) implements ModelWeights {

        @Override
        public WeightsFormat format() {
            return WeightsFormat.SAFETENSORS;
        }

        @Override
        public void requireFit(ModelCard card) {
            ArchitectureCheck.requireFit(card, tensors);
        }

        @Override
        public void write(Path draft) throws IOException {
            Checkpoint.write(draft, tensors);
        }
    }

    /**
     * A module of TorchScript, which is kept as it is.
     *
     * @param file of {@code torch.jit.save}
     */
    record Module(Path file) implements ModelWeights {

        @Override
        public WeightsFormat format() {
            return WeightsFormat.TORCHSCRIPT;
        }

        @Override
        public void requireFit(ModelCard card) {
            ModuleCheck.requireFit(card, file);
        }

        @Override
        public void write(Path draft) throws IOException {
            Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
