// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.InstalledModel;

/** A loaded model with its natives: windows of samples to scores. Can be used by several threads at once. */
final class WindowScorer implements AutoCloseable {

    private final ModelCard card;
    private final NDManager manager;
    private final ScoringNetwork network;
    private final Lock inUse;
    private final Lock closing;

    WindowScorer(InstalledModel model, Device device) {
        ReadWriteLock lock = new ReentrantReadWriteLock();
        inUse = lock.readLock();
        closing = lock.writeLock();
        card = model.card();
        manager = PyTorch.engine().newBaseManager(device);
        try {
            network = ScoringNetwork.load(model, manager);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /** How many windows should be scored together. */
    int batchSize() {
        return network.batchSize();
    }

    /** Scores windows of the model's length. */
    List<TagScores> score(List<AudioWindow> windows) {
        inUse.lock();
        try {
            if (!manager.isOpen()) {
                throw new IllegalStateException("the tagger with the model " + card.name() + " has been closed");
            }
            try (NDManager scope = manager.newSubManager()) {
                NDList inputs = network.inputs(windows, scope);
                NDArray scores = network.forward(new ParameterStore(scope, false), inputs, false)
                        .singletonOrThrow();
                return network.tagScores(scores.toFloatArray());
            }
        } finally {
            inUse.unlock();
        }
    }

    /** How many arrays live in native memory. */
    int arrays() {
        return manager.getManagedArrays().size();
    }

    /** Waits for those that are scoring: the memory under a running network must not go. */
    @Override
    public void close() {
        closing.lock();
        try {
            manager.close();
        } finally {
            closing.unlock();
        }
    }
}
