// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.Supplier;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.network.PaddingMask;
import org.mir4j.models.network.TaggingNetwork;
import org.mir4j.models.store.InstalledModel;

/**
 * A model whose batch norms are not folded, so that gradients can be taken and layers looked at, with its natives. Its
 * parameters are frozen. It is on the CPU: cuDNN differentiates recurrent layers only while they are trained.
 */
final class UnfoldedNetwork implements AutoCloseable {

    private final ModelCard card;
    private final NDManager manager;
    private final FrontEnd frontEnd;
    private final TaggingNetwork network;

    /**
     * @param model from a store
     * @throws ModelException if the weights are damaged or do not fit the card, or PyTorch fails
     */
    UnfoldedNetwork(InstalledModel model) {
        card = model.card();
        manager = PyTorch.engine().newBaseManager(Device.cpu());
        try {
            frontEnd = new FrontEnd(card.tagging().frontEnd(), manager);
            network = guarded("loaded", () -> load(model));
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    private TaggingNetwork load(InstalledModel model) {
        TaggingNetwork block = card.tagging().build();
        Parameters.load(block, model.weights(), manager, card.tagging().inputShape());
        return block;
    }

    /** Does what may fail in PyTorch or for the sake of the model, unrecorded; then it says which model it was. */
    <T> T guarded(String what, Supplier<T> work) {
        try {
            return Autograd.unrecorded(work);
        } catch (ModelException | IllegalArgumentException e) {
            String reason = e.getMessage() + (e.getMessage().endsWith(".") ? "" : ".");
            throw new ModelException("The model " + card.name() + " cannot be " + what + ": " + reason, e);
        } catch (EngineException e) {
            throw new ModelException(
                    "The model " + card.name() + " cannot be " + what + ", because PyTorch failed: " + e.getMessage(),
                    e);
        }
    }

    ModelCard card() {
        return card;
    }

    NDManager manager() {
        return manager;
    }

    TaggingNetwork network() {
        return network;
    }

    /** The network's input for samples, {@code (1, 1, F, T)}. */
    NDArray input(float[] samples, NDManager scope) {
        return frontEnd.apply(scope.create(samples, new Shape(1, samples.length)));
    }

    /**
     * The network's inputs for a window: {@code (1, 1, F, T)} and, where padding stands in for a recording that is too
     * short and the model masks it, the mask {@code (1, T)}.
     */
    NDList inputs(AudioWindow window, NDManager scope) {
        NDArray spectrogram = input(window.samples(), scope);
        NDList inputs = new NDList(spectrogram);
        if (card.tagging().masks(window)) {
            int[] valid = {card.tagging().frontEnd().frames(window.recorded())};
            inputs.add(PaddingMask.of(scope, valid, (int) spectrogram.getShape().get(3)));
        }
        return inputs;
    }

    /** How many arrays live in native memory. */
    int arrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        manager.close();
    }
}
