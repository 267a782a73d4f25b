// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.TaggingTask;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.explanation.Explainer;
import org.mir4j.models.explanation.Inspector;
import org.mir4j.models.network.EncoderSettings;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.network.PoolingSettings;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.tagging.Tagger;

/** Loading that fails at its last step gives back what it has taken at the ones before. */
@EnabledOnOs(OS.LINUX)
class FailedLoadingTest {

    private static final int CHANNELS = 512;
    private static final int LOADS = 20;
    private static final int ROUNDS = 3;
    private static final long LEAKED = LOADS * 19 / 2; // in MB
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    Path directory;

    /** A model of 9.5 MB whose last bias has the wrong size, which is found when all other arrays have been made. */
    private InstalledModel misfit() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        norm(weights, "encoder.input_norm", 1);
        put(weights, "encoder.layer1.conv.weight", CHANNELS, 1, 3, 3);
        put(weights, "encoder.layer1.conv.bias", CHANNELS);
        norm(weights, "encoder.layer1.bn", CHANNELS);
        put(weights, "encoder.layer2.conv.weight", CHANNELS, CHANNELS, 3, 3);
        put(weights, "encoder.layer2.conv.bias", CHANNELS);
        norm(weights, "encoder.layer2.bn", CHANNELS);
        put(weights, "classifier.output.weight", TinyModel.LABELS.size(), 2 * CHANNELS);
        put(weights, "classifier.output.bias", TinyModel.LABELS.size() + 1);
        InstalledModel tiny = TinyModel.install(directory.resolve("large"), weights);
        return new InstalledModel(large(tiny.card()), tiny.weightsFile());
    }

    private static ModelCard large(ModelCard card) {
        TaggingTask task = card.tagging();
        NetworkSettings network = NetworkSettings.of(
                new EncoderSettings.Fcn(List.of(CHANNELS, CHANNELS), List.of(List.of(2, 2), List.of(4, 2))),
                new PoolingSettings.MaxMean(),
                NetworkSettings.Classifier.linear());
        ModelCard toy =
                ToyCards.of(card.source(), card.name(), task.windowSeconds(), task.frontEnd(), network, task.labels());
        return toy.withWeights(card.weightsSha256());
    }

    private static void norm(Map<String, Tensor> weights, String name, int size) {
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
            put(weights, name + "." + part, size);
        }
    }

    private static void put(Map<String, Tensor> weights, String name, int... shape) {
        long[] sizes = new long[shape.length];
        int count = 1;
        for (int i = 0; i < shape.length; i++) {
            sizes[i] = shape[i];
            count *= shape[i];
        }
        weights.put(name, new Tensor(sizes, new float[count]));
    }

    private void requireNoGrowth(Consumer<InstalledModel> load, InstalledModel model) throws IOException {
        fail(load, model); // the engine keeps some memory from its first use on
        long grown = LEAKED;
        // A leak grows in every round; what other threads of the process take for themselves does not.
        for (int round = 0; round < ROUNDS && grown >= LEAKED / 2; round++) {
            long before = NativeMemory.inUse(directory.resolve("memory.xml"));
            for (int i = 0; i < LOADS; i++) {
                fail(load, model);
            }
            grown = (NativeMemory.inUse(directory.resolve("memory.xml")) - before) / MEGABYTE;
        }
        assertTrue(
                grown < LEAKED / 2, "it holds " + grown + " MB more after " + LOADS + " loads of 9.5 MB that failed");
    }

    private static void fail(Consumer<InstalledModel> load, InstalledModel model) {
        String message =
                assertThrows(ModelException.class, () -> load.accept(model)).getMessage();
        assertTrue(message.contains("classifier.output.bias has the shape (4)"), message);
    }

    @Test
    void aTaggerThatCannotBeLoadedKeepsNoMemory() throws IOException {
        requireNoGrowth(
                model -> Tagger.load(model, ModelOptions.on(Device.cpu())).close(), misfit());
    }

    @Test
    void anExplainerThatCannotBeLoadedKeepsNoMemory() throws IOException {
        requireNoGrowth(model -> Explainer.load(model).close(), misfit());
    }

    @Test
    void anInspectorThatCannotBeLoadedKeepsNoMemory() throws IOException {
        requireNoGrowth(model -> Inspector.load(model).close(), misfit());
    }
}
