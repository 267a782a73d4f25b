// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.Supplier;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.TaggingTask;
import org.mir4j.models.engine.LoadedModel;
import org.mir4j.models.network.PaddingMask;
import org.mir4j.models.network.TaggingNetwork;
import org.mir4j.models.store.InstalledModel;

/**
 * A model whose batch norms are not folded, so that gradients can be taken and layers looked at, with its natives. Its
 * parameters are frozen. It is on the CPU: cuDNN differentiates recurrent layers only while they are trained.
 */
final class UnfoldedNetwork implements AutoCloseable {

    private final ModelCard card;
    private final LoadedModel<TaggingNetwork> model;
    private final TaggingNetwork network;
    private final FrontEnd frontEnd;

    /**
     * @param owner who explains, for messages
     * @param installed from a store
     * @throws ModelException if the weights are damaged or do not fit the card, or PyTorch fails
     */
    UnfoldedNetwork(String owner, InstalledModel installed) {
        card = installed.card();
        model = LoadedModel.load(
                owner,
                card.name(),
                Device.cpu(),
                manager -> LoadedModel.guarded(card.name(), "loaded", () -> load(installed, manager)));
        try {
            network = model.use(card.name(), "loaded", loaded -> loaded);
            frontEnd = new FrontEnd(card.tagging().frontEnd(), model.manager());
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    private static TaggingNetwork load(InstalledModel model, NDManager manager) {
        TaggingTask task = model.card().tagging();
        TaggingNetwork block =
                model.card().layers().build(task.inputShape(), task.labels().size());
        model.fill(block, manager);
        return block;
    }

    /** Does what may fail in PyTorch or for the sake of the model, unrecorded; then it says which model it was. */
    <T> T guarded(String what, Supplier<T> work) {
        return model.use("The model " + card.name(), what, loaded -> LoadedModel.guarded(card.name(), what, work));
    }

    ModelCard card() {
        return card;
    }

    NDManager manager() {
        return model.manager();
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
        return model.arrays();
    }

    @Override
    public void close() {
        model.close();
    }
}
