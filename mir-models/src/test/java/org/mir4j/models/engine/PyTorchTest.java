// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;

class PyTorchTest {

    @TempDir
    private Path directory;

    @Test
    void devicesHaveNames() {
        assertEquals(Optional.empty(), PyTorch.named("auto"));
        assertEquals(Optional.of(Device.cpu()), PyTorch.named("CPU"));
        assertEquals(Optional.of(Device.gpu(0)), PyTorch.named("gpu"));
        assertEquals(Optional.of(Device.gpu(0)), PyTorch.named("gpu:0"));
        assertEquals(Optional.of(Device.gpu(1)), PyTorch.named("gpu:1"));
        for (String name : new String[] {"", "tpu", "gpu1", "gpu:", "gpu:-1", "cpu:0"}) {
            assertThrows(IllegalArgumentException.class, () -> PyTorch.named(name), name);
        }
    }

    @Test
    void aNetworkRunsOnTheCpuOrOnOneGpuThatIsThere() {
        assertEquals(Device.cpu(), PyTorch.device(Optional.of(Device.cpu())));
        assertThrows(MirException.class, () -> PyTorch.device(Optional.of(Device.gpu(1000))));
        assertThrows(IllegalArgumentException.class, () -> PyTorch.device(Optional.of(Device.of("tpu", 0))));
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
