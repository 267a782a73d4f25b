// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.SeparationTask;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.LoadedModel;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.masking.MaskNetwork;
import org.mir4j.models.store.InstalledModel;

/** A separator's network and transform, for inference only. Several threads may use it. */
final class MaskingModel {

    private final String name;
    private final SeparationTask task;
    private final NDManager manager;
    private final MaskNetwork network;
    private final Stft stft;

    private MaskingModel(InstalledModel model, NDManager manager) {
        name = model.card().name();
        task = model.card().separation();
        this.manager = manager;
        stft = new Stft(task.stft(), manager);
        network = loaded(model);
    }

    /**
     * Loads a model.
     *
     * @param model from a store
     * @param manager where its arrays live; to be closed by the caller, even if this fails
     * @throws ModelException if the weights are damaged or do not fit the card, or PyTorch fails
     */
    static MaskingModel load(InstalledModel model, NDManager manager) {
        return LoadedModel.guarded(model.card().name(), "loaded", () -> new MaskingModel(model, manager));
    }

    private MaskNetwork loaded(InstalledModel model) {
        MaskNetwork block = task.build();
        Parameters.load(block, model.weights(), manager, task.inputShape());
        Parameters.fold(block);
        return block;
    }

    String name() {
        return name;
    }

    SeparationTask task() {
        return task;
    }

    Stft stft() {
        return stft;
    }

    /** A manager for one piece of work, to be closed when that is done. */
    NDManager scope() {
        return manager.newSubManager();
    }

    /**
     * The masks of a mixture.
     *
     * @param magnitudes {@code (C, F, T)}
     * @return {@code (S, C, F, T)}
     */
    NDArray masks(NDArray magnitudes) {
        ParameterStore parameters = new ParameterStore(magnitudes.getManager(), false);
        return Autograd.unrecorded(() -> network.forward(parameters, new NDList(magnitudes.expandDims(0)), false)
                .singletonOrThrow()
                .squeeze(0));
    }
}
