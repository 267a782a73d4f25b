// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import ai.djl.Device;
import java.util.Optional;
import java.util.OptionalInt;
import org.mir4j.models.store.ModelStore;

/**
 * How a model is loaded. {@link #standard} takes it from the store of the environment, to the first GPU if there is one and
 * else to the CPU; the other methods change one thing each.
 *
 * <pre>{@code
 * ModelOptions.standard().withDevice(Device.gpu(1)).withBatch(32)
 * }</pre>
 *
 * @param store where a model that is named is looked for, and put when it has been fetched
 * @param device where its network runs; empty for the first GPU if PyTorch sees one, else the CPU
 * @param threads of a network on the CPU, at least one; empty for one per core. They hold for the whole process, and are
 *     settled when PyTorch starts: what is asked for later has no effect
 * @param batch how many windows a tagger scores at once, at least one; empty for what suits the device. Separators
 *     separate one segment at a time, whatever this is
 */
public record ModelOptions(ModelStore store, Optional<Device> device, OptionalInt threads, OptionalInt batch) {

    /** Refuses fewer than one thread, and batches without a window. */
    public ModelOptions {
        if (threads.isPresent() && threads.getAsInt() < 1) {
            throw new IllegalArgumentException("a network needs at least one thread, got " + threads.getAsInt());
        }
        if (batch.isPresent() && batch.getAsInt() < 1) {
            throw new IllegalArgumentException("a batch has at least one window, got " + batch.getAsInt());
        }
    }

    /**
     * The store of the environment, the first GPU or else the CPU, one thread per core.
     *
     * @return the options
     */
    public static ModelOptions standard() {
        return new ModelOptions(
                ModelStore.fromEnvironment(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    /**
     * The usual way, on a device.
     *
     * @param device for example {@code Device.cpu()} or {@code Device.gpu(1)}
     * @return the options
     */
    public static ModelOptions on(Device device) {
        return standard().withDevice(device);
    }

    /**
     * The same, with models from another store.
     *
     * @param other where they are kept
     * @return changed options
     */
    public ModelOptions withStore(ModelStore other) {
        return new ModelOptions(other, device, threads, batch);
    }

    /**
     * The same, on a device.
     *
     * @param chosen for example {@code Device.cpu()} or {@code Device.gpu(1)}
     * @return changed options
     */
    public ModelOptions withDevice(Device chosen) {
        return withDevice(Optional.of(chosen));
    }

    /**
     * The same, on a device or on whichever there is.
     *
     * @param chosen empty for the first GPU if PyTorch sees one, else the CPU
     * @return changed options
     */
    public ModelOptions withDevice(Optional<Device> chosen) {
        return new ModelOptions(store, chosen, threads, batch);
    }

    /**
     * The same, with so many threads on the CPU.
     *
     * @param count at least one
     * @return changed options
     */
    public ModelOptions withThreads(int count) {
        return new ModelOptions(store, device, OptionalInt.of(count), batch);
    }

    /**
     * The same, with so many windows at once.
     *
     * @param windows at least one
     * @return changed options
     */
    public ModelOptions withBatch(int windows) {
        return new ModelOptions(store, device, threads, OptionalInt.of(windows));
    }
}
