// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;

/**
 * A network with its natives, loaded to a device for inference. Several threads may use it at once.
 *
 * <p>Whoever closes it waits for nobody, and may be in the middle of a use: what has begun goes on to its end, nothing new
 * begins, and the native memory is released with the last use.
 *
 * @param <N> the network, with whatever belongs to it
 */
public final class LoadedModel<N> implements AutoCloseable {

    private final String owner;
    private final String name;
    private final NDManager manager;
    private final N network;
    private int users;
    private boolean closed;

    private LoadedModel(String owner, String name, NDManager manager, N network) {
        this.owner = owner;
        this.name = name;
        this.manager = manager;
        this.network = network;
    }

    /**
     * Loads a network.
     *
     * @param <N> the network
     * @param owner who uses it, for messages: tagger, separator and so on
     * @param name of the model, for messages
     * @param device where it runs
     * @param loader makes it; its arrays belong to the manager, which is closed if this fails
     * @return the loaded model
     * @throws ModelException if the weights are damaged or do not fit, or PyTorch fails
     */
    public static <N> LoadedModel<N> load(String owner, String name, Device device, Function<NDManager, N> loader) {
        NDManager manager = PyTorch.engine().newBaseManager(device);
        try {
            return new LoadedModel<>(owner, name, manager, loader.apply(manager));
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /**
     * Does what a model may be the reason of failing for, unrecorded for gradients; then it says which model it was.
     *
     * @param <T> a result
     * @param name of the model
     * @param what is done to it: loaded, explained and so on
     * @param work on the calling thread
     * @return its result
     * @throws ModelException if the model does not fit, or PyTorch fails
     */
    public static <T> T guarded(String name, String what, Supplier<T> work) {
        String failed = "The model " + name + " cannot be " + what;
        try {
            return Autograd.unrecorded(work);
        } catch (ModelException | IllegalArgumentException e) {
            String reason = e.getMessage();
            throw new ModelException(failed + ": " + reason + (reason.endsWith(".") ? "" : "."), e);
        } catch (EngineException e) {
            throw new ModelException(failed + ", because PyTorch failed: " + e.getMessage(), e);
        }
    }

    /**
     * Uses the network for a while.
     *
     * @param <T> a result
     * @param subject what it is used on, for messages: a file or the like
     * @param what is done to it: tagged, separated and so on
     * @param work on the calling thread
     * @return its result
     * @throws MirException if PyTorch fails
     * @throws IllegalStateException if the model has been closed
     */
    public <T> T use(String subject, String what, Function<N, T> work) {
        enter();
        try {
            return work.apply(network);
        } catch (EngineException e) {
            throw new MirException(
                    subject + " cannot be " + what + ", because PyTorch failed with the model " + name + ": "
                            + e.getMessage(),
                    e);
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        if (closed) {
            throw new IllegalStateException("the " + owner + " with the model " + name + " has been closed");
        }
        users++;
    }

    private synchronized void leave() {
        users--;
        releaseIfUnused();
    }

    /**
     * The manager of the network's arrays: that of a piece of work is made below it, and closed when the work is done.
     *
     * @return where the network's arrays live
     */
    public NDManager manager() {
        return manager;
    }

    /**
     * How many arrays live in native memory.
     *
     * @return all of the network, and those of pieces of work that were not closed
     */
    public int arrays() {
        return manager.getManagedArrays().size();
    }

    /** Lets nothing begin any more; returns at once. */
    @Override
    public synchronized void close() {
        closed = true;
        releaseIfUnused();
    }

    private void releaseIfUnused() {
        if (closed && users == 0) {
            manager.close();
        }
    }
}
