// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.models.ScriptedModels;

class TorchModuleTest {

    @TempDir
    Path folder;

    private TorchModule module(String forward, NDManager manager) {
        return TorchModule.load(ScriptedModels.write(folder.resolve("m.pt"), forward), manager);
    }

    @Test
    void whatComesOutCanBeChangedInPlaceAndIsNotRecorded() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            TorchModule tags = TorchModule.load(ScriptedModels.module("tags"), manager);
            try (NDManager scope = manager.newSubManager()) {
                NDArray y = tags.forward(scope.ones(new Shape(1, 64)));
                float[] before = y.toFloatArray();
                y.addi(1);
                assertEquals(before[0] + 1, y.toFloatArray()[0], 1e-6f);
                assertFalse(y.hasGradient());
                assertEquals(scope, y.getManager());
                assertEquals(2, scope.getManagedArrays().size());
            }
            assertEquals(0, manager.getManagedArrays().size());
        }
    }

    @Test
    void otherNumbersBecomeThoseOfSinglePrecision() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray y = module("return torch.to(x, 7)", manager).forward(manager.create(new float[] {1, 2}));
            assertEquals(DataType.FLOAT32, y.getDataType());
            assertArrayEquals(new float[] {1, 2}, y.toFloatArray());
            assertEquals(2, manager.getManagedArrays().size());
        }
    }

    @Test
    void aFailureIsToldInOneSentenceWithTheShape() {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            TorchModule reshaping = module("return torch.reshape(x, [3])", manager);
            NDArray two = manager.create(new float[] {1, 2});
            assertEquals(
                    "its TorchScript module fails for an input of the shape (2): shape '[3]' is invalid for input of size 2",
                    assertThrows(EngineException.class, () -> reshaping.forward(two))
                            .getMessage());
        }
    }

    @Test
    void itEndsWithItsManager() {
        NDManager manager = PyTorch.engine().newBaseManager();
        TorchModule module = module("return torch.neg(x)", manager);
        manager.close();
        try (NDManager other = PyTorch.engine().newBaseManager()) {
            NDArray x = other.create(new float[] {1, 2});
            assertThrows(IllegalStateException.class, () -> module.forward(x)); // the handle has been released
        }
    }
}
