// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.SeparationTask;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.masking.MaskNetwork;
import org.mir4j.models.store.InstalledModel;

/** A separator's network and transform with their natives, for inference only. Several threads may use it. */
final class MaskingModel implements AutoCloseable {

    private final String name;
    private final SeparationTask task;
    private final NDManager manager;
    private final MaskNetwork network;
    private final Stft stft;

    MaskingModel(InstalledModel model, Device device) {
        name = model.card().name();
        task = model.card().separation();
        manager = PyTorch.engine().newBaseManager(device);
        try {
            stft = new Stft(task.stft(), manager);
            network = loaded(model);
        } catch (ModelException | IllegalArgumentException e) {
            manager.close();
            String reason = e.getMessage();
            throw new ModelException(
                    "The model " + name + " cannot be loaded: " + reason + (reason.endsWith(".") ? "" : "."), e);
        } catch (EngineException e) {
            manager.close();
            throw new ModelException(
                    "The model " + name + " cannot be loaded, because PyTorch failed: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
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

    /** Whether its memory is still there. */
    boolean open() {
        return manager.isOpen();
    }

    @Override
    public void close() {
        manager.close();
    }
}
