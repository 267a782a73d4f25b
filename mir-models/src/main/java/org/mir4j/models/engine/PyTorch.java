package org.mir4j.models.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import org.mir4j.audio.natives.NativeCaches;
import org.mir4j.core.error.MirException;

/** The engine that all networks run on. */
public final class PyTorch {

    private static final String NAME = "PyTorch";
    private static final String OFFLINE = "ai.djl.offline";
    private static final String THREADS = "ai.djl.pytorch.num_threads";

    /** Where a network can run. */
    public enum Place {
        /** On a GPU if PyTorch sees one, else on the CPU. */
        AUTO,
        /** On the CPU. */
        CPU,
        /** On the first GPU. */
        GPU
    }

    private PyTorch() {}

    /**
     * Sets how many threads a network may use on the CPU. Without effect once the engine has started.
     *
     * @param threads at least one
     */
    public static void useThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a network needs at least one thread, got " + threads);
        }
        System.setProperty(THREADS, Integer.toString(threads));
    }

    /**
     * The engine, which is started by the first call.
     *
     * @return DJL's PyTorch engine
     * @throws MirException if its native library cannot be loaded
     */
    public static Engine engine() {
        NativeCaches.prepare();
        SilentLogging.prepare();
        // natives come with the class path; nothing is to be looked for on the network
        if (System.getProperty(OFFLINE) == null && System.getenv("DJL_OFFLINE") == null) {
            System.setProperty(OFFLINE, "true");
        }
        if (System.getProperty(THREADS) == null) {
            useThreads(Runtime.getRuntime().availableProcessors());
        }
        try {
            return Engine.getEngine(NAME);
        } catch (RuntimeException | LinkageError e) {
            throw new MirException(
                    "PyTorch cannot be started: " + e.getMessage() + ". Its natives have to be on the class path"
                            + " (ai.djl.pytorch:pytorch-native-cpu for this machine) and its cache has to be writable"
                            + " (DJL_CACHE_DIR).",
                    e);
        }
    }

    /**
     * The device for a place.
     *
     * @param place as asked for
     * @return the device
     * @throws MirException if a GPU is asked for and there is none
     */
    public static Device device(Place place) {
        int gpus = place == Place.CPU ? 0 : engine().getGpuCount();
        if (place == Place.GPU && gpus == 0) {
            throw new MirException("PyTorch sees no GPU: it needs an NVIDIA GPU with its driver, and PyTorch's natives"
                    + " for CUDA in place of those for the CPU. Use the CPU instead.");
        }
        return gpus > 0 ? Device.gpu(0) : Device.cpu();
    }
}
