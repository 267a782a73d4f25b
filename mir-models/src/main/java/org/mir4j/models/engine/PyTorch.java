// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.mir4j.audio.home.NativeCaches;
import org.mir4j.core.error.MirException;

/** The engine that all networks run on. */
public final class PyTorch {

    private static final String NAME = "PyTorch";
    private static final String OFFLINE = "ai.djl.offline";
    private static final String THREADS = "ai.djl.pytorch.num_threads";

    private static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";
    private static final String FLAVOR = "PYTORCH_FLAVOR";
    private static final String JNA_PATH = "jna.library.path";

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
     * Sets what DJL, JavaCPP and JNA read when they start, where nothing else is set; starts nothing.
     *
     * @throws MirException if there is no place to unpack natives to
     */
    public static void prepare() {
        NativeCaches.prepare();
        SilentLogging.prepare();
        // natives come with the class path; nothing is to be looked for on the network
        if (System.getProperty(OFFLINE) == null && System.getenv("DJL_OFFLINE") == null) {
            System.setProperty(OFFLINE, "true");
        }
        if (System.getProperty(THREADS) == null) {
            useThreads(Runtime.getRuntime().availableProcessors());
        }
        String libraries = setting(LIBRARY_PATH);
        if (libraries != null) {
            properties(Path.of(libraries)).forEach((key, value) -> {
                if (setting(key) == null) {
                    System.setProperty(key, value);
                }
            });
        }
    }

    /**
     * The engine, which is started by the first call.
     *
     * @return DJL's PyTorch engine
     * @throws MirException if its native library cannot be loaded
     */
    public static Engine engine() {
        prepare();
        try {
            return Engine.getEngine(NAME);
        } catch (RuntimeException | LinkageError e) {
            throw failure(e, setting(LIBRARY_PATH));
        }
    }

    private static String setting(String name) {
        return System.getenv(name) != null ? System.getenv(name) : System.getProperty(name);
    }

    /** What DJL has to be told to use the libraries of a PyTorch that is installed for Python. */
    static Map<String, String> properties(Path libraries) {
        Map<String, String> properties = new LinkedHashMap<>();
        boolean cuda = Files.exists(libraries.resolve(System.mapLibraryName("torch_cuda")));
        properties.put(FLAVOR, cuda ? "cu128" : "cpu"); // those that DJL's JNI library comes in
        Path runtime = libraries.resolve("../../nvidia/cuda_runtime/lib").normalize();
        if (cuda && Files.isDirectory(runtime)) {
            properties.put(JNA_PATH, runtime.toString()); // where DJL counts GPUs
        }
        return properties;
    }

    /** Says what the cause was, down to the library that lacks, and advises by it. */
    static MirException failure(Throwable failure, String libraries) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = String.valueOf(cause.getMessage());
        String advice;
        if (reason.contains("libcuda.so")) {
            advice = "The driver of an NVIDIA GPU is missing; without one, unset " + LIBRARY_PATH + " and " + FLAVOR
                    + " to run on the CPU.";
        } else if (libraries != null) {
            advice = LIBRARY_PATH + " names " + libraries
                    + ": it has to be the folder torch/lib of PyTorch 2.7.1, with the"
                    + " libraries of CUDA that it was installed with; see docs/gpu.md.";
        } else {
            advice =
                    "Its natives have to be on the class path (ai.djl.pytorch:pytorch-native-cpu for this machine) and its"
                            + " cache has to be writable (DJL_CACHE_DIR).";
        }
        return new MirException(
                "PyTorch cannot be started: " + reason + (reason.endsWith(".") ? " " : ". ") + advice, failure);
    }

    /**
     * A device by its name.
     *
     * @param name {@code cpu}, {@code gpu}, or {@code gpu:1} and so on, in whatever case; {@code auto} for whichever there is
     * @return the device; empty for {@code auto}
     * @throws IllegalArgumentException if there is no such name
     */
    public static Optional<Device> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.matches("gpu:\\d{1,4}")) {
            return Optional.of(Device.gpu(Integer.parseInt(lower.substring("gpu:".length()))));
        }
        return switch (lower) {
            case "auto" -> Optional.empty();
            case "cpu" -> Optional.of(Device.cpu());
            case "gpu" -> Optional.of(Device.gpu(0));
            default ->
                throw new IllegalArgumentException(
                        "'" + name + "' is no device: it is auto, cpu, gpu, or one of several GPUs, as gpu:1");
        };
    }

    /**
     * The device to run on. The engine is started by this.
     *
     * @param wanted the CPU or a GPU; empty for the first GPU if PyTorch sees one, else the CPU
     * @return the device
     * @throws MirException if a GPU is asked for that is not there
     * @throws IllegalArgumentException if it is neither the CPU nor one GPU
     */
    public static Device device(Optional<Device> wanted) {
        if (wanted.isEmpty()) {
            return engine().getGpuCount() > 0 ? Device.gpu(0) : Device.cpu();
        }
        Device device = wanted.get();
        if (!device.isGpu() && !device.getDeviceType().equals(Device.Type.CPU)) {
            throw new IllegalArgumentException("a network runs on the CPU or on one GPU, got " + device);
        }
        if (device.isGpu()) {
            requireGpu(device.getDeviceId());
        }
        return device;
    }

    private static void requireGpu(int number) {
        int gpus = engine().getGpuCount();
        if (gpus == 0) {
            throw new MirException("PyTorch sees no GPU: it needs an NVIDIA GPU with its driver, and PyTorch's natives"
                    + " for CUDA in place of those for the CPU (see docs/gpu.md). Use the CPU instead.");
        }
        if (number < 0 || number >= gpus) {
            throw new MirException("There is no GPU " + number + ": PyTorch sees " + gpus + ", numbered from 0.");
        }
    }

    /**
     * The device to run on, with so many threads if it is the CPU.
     *
     * @param wanted as of {@link #device(Optional)}
     * @param threads as of {@link #useThreads}; empty for what is set already
     * @return the device
     */
    public static Device device(Optional<Device> wanted, OptionalInt threads) {
        threads.ifPresent(PyTorch::useThreads);
        return device(wanted);
    }
}
