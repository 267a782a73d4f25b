// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;

class PyTorchTest {

    @TempDir
    private Path directory;

    @Test
    void placesHaveNames() {
        assertEquals(PyTorch.Place.AUTO, PyTorch.Place.of("auto"));
        assertEquals(PyTorch.Place.CPU, PyTorch.Place.of("CPU"));
        assertEquals(PyTorch.Place.GPU, PyTorch.Place.of("gpu"));
        assertEquals(PyTorch.Place.GPU, PyTorch.Place.of("gpu:0"));
        assertEquals(PyTorch.Place.gpu(1), PyTorch.Place.of("gpu:1"));
        for (String name : new String[] {"", "tpu", "gpu1", "gpu:", "gpu:-1", "cpu:0"}) {
            assertThrows(IllegalArgumentException.class, () -> PyTorch.Place.of(name), name);
        }
        assertThrows(IllegalArgumentException.class, () -> PyTorch.Place.gpu(-1));
    }

    @Test
    void theCauseOfAFailedLoadIsShownWithAdviceThatFitsIt() {
        Throwable cause = new UnsatisfiedLinkError("libcaffe2_nvrtc.so: libcuda.so.1: cannot open shared object file");
        EngineException failure = new EngineException("Failed to load PyTorch native library", cause);
        MirException shown = PyTorch.failure(failure, "/torch/lib");
        assertTrue(shown.getMessage().contains("libcaffe2_nvrtc.so: libcuda.so.1: cannot open"), shown.getMessage());
        assertTrue(shown.getMessage().contains("The driver of an NVIDIA GPU is missing"), shown.getMessage());
        assertSame(failure, shown.getCause());
        String other = PyTorch.failure(
                        new EngineException("no", new UnsatisfiedLinkError("libcudart.so.12")), "/torch/lib")
                .getMessage();
        assertTrue(other.contains("libcudart.so.12") && other.contains("names /torch/lib"), other);
        String cpu = PyTorch.failure(new EngineException("no natives"), null).getMessage();
        assertTrue(cpu.contains("no natives") && cpu.contains("pytorch-native-cpu"), cpu);
    }

    @Test
    void librariesOfPythonsPyTorchNeedNoOtherSetting() throws IOException {
        Path libraries = Files.createDirectories(directory.resolve("torch/lib"));
        assertEquals(Map.of("PYTORCH_FLAVOR", "cpu"), PyTorch.properties(libraries));
        Files.createFile(libraries.resolve(System.mapLibraryName("torch_cuda")));
        assertEquals(Map.of("PYTORCH_FLAVOR", "cu128"), PyTorch.properties(libraries));
        Path runtime = Files.createDirectories(directory.resolve("nvidia/cuda_runtime/lib"));
        assertEquals(
                Map.of("PYTORCH_FLAVOR", "cu128", "jna.library.path", runtime.toString()),
                PyTorch.properties(libraries));
    }
}
