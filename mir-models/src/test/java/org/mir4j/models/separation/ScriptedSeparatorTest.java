// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.ScriptedModels;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.InstalledModel;

/** Separators that are modules of TorchScript, against what torch itself gives for the same modules. */
class ScriptedSeparatorTest {

    private static final double TOLERANCE = 1e-5;
    private static final JsonObject GOLDENS = GoldenFile.read("torchscript");

    @TempDir
    Path folder;

    private static Tensor golden(String name, String what) {
        return GoldenFile.tensor(GOLDENS.getAsJsonObject(name).getAsJsonObject(what));
    }

    private static void requireSame(InstalledModel model, Tensor song, Tensor expected) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            SeparationNetwork network = SeparationNetwork.load(model, manager);
            NDArray input = GoldenFile.array(song, manager);
            NDArray stems = network.forward(new ParameterStore(manager, false), new NDList(input), false)
                    .singletonOrThrow();
            assertEquals(new Shape(expected.shape()), stems.getShape());
            float[] values = stems.toFloatArray();
            double largest = 0;
            double difference = 0;
            for (int i = 0; i < values.length; i++) {
                largest = Math.max(largest, Math.abs(expected.values()[i]));
                difference = Math.max(difference, Math.abs(expected.values()[i] - values[i]));
            }
            assertEquals(0, difference / largest, TOLERANCE);
        }
    }

    @Test
    void samplesBecomeStems() {
        InstalledModel model = ScriptedModels.install(folder, ScriptedModels.module("stems"), ScriptedModels.STEMS);
        requireSame(model, golden("stems", "input"), golden("stems", "output"));
    }

    @Test
    void magnitudesBecomeMasks() {
        InstalledModel model = ScriptedModels.install(folder, ScriptedModels.module("masks"), ScriptedModels.MASKS);
        requireSame(model, golden("masks", "input"), golden("masks", "output"));
    }

    @Test
    void segmentsOfABatchReachAModuleThatTakesOneOneAfterTheOther() {
        String card = ScriptedModels.MASKS.replace("activation: sigmoid", "activation: sigmoid, frames: 33");
        InstalledModel model = ScriptedModels.install(folder, ScriptedModels.module("fixed-masks"), card);
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            Block network = model.card().task().build();
            model.fill(network, manager);
            NDArray both = manager.randomUniform(0, 1, new Shape(2, 1, 33, 33));
            NDArray masks = masks(network, both);
            assertEquals(new Shape(2, 2, 1, 33, 33), masks.getShape());
            NDArray second = masks(network, both.get("1:"));
            assertArrayEquals(second.toFloatArray(), masks.get("1:").toFloatArray(), 1e-6f);
            assertEquals(5, manager.getManagedArrays().size(), "what is in between is closed");
        }
    }

    private static NDArray masks(Block network, NDArray magnitudes) {
        ParameterStore parameters = new ParameterStore(magnitudes.getManager(), false);
        return network.forward(parameters, new NDList(magnitudes), false).singletonOrThrow();
    }

    @Test
    void aModuleOfOneLengthReceivesSilenceBehindAShortSong() {
        String card = ScriptedModels.MASKS.replace("activation: sigmoid", "activation: sigmoid, frames: 33");
        InstalledModel model = ScriptedModels.install(folder, ScriptedModels.module("fixed-masks"), card);
        requireSame(model, golden("masks", "input"), golden("fixed-masks", "output"));
    }
}
