// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.TinyModel;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;

/** Weights among all that training scripts save with them. */
class WeightsFinderTest {

    @TempDir
    Path directory;

    private ModelStore store;

    @BeforeEach
    void publish() {
        ModelCard card = TinyModel.card("tiny", null, TinyModel.publish(directory.resolve("tiny.safetensors")));
        store = StoreFixture.store(directory.resolve("home"), directory.toString(), card);
    }

    private Path file(Map<String, Tensor> tensors) throws IOException {
        Path file = directory.resolve("mine.safetensors");
        Checkpoint.write(file, tensors);
        return file;
    }

    private static Map<String, Tensor> under(String prefix, Map<String, Tensor> tensors) {
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> renamed.put(prefix + name, tensor));
        return renamed;
    }

    /** Other weights of the same shapes. */
    private static Map<String, Tensor> doubled() {
        Map<String, Tensor> doubled = TinyModel.tensors();
        doubled.forEach((name, tensor) -> {
            for (int i = 0; i < tensor.values().length && !name.equals("fb"); i++) {
                tensor.values()[i] *= 2;
            }
        });
        return doubled;
    }

    private static ImportSettings key(String key) {
        return key == null ? ImportSettings.none() : ImportSettings.none().withKey(key);
    }

    private float[] imported(Path file, String key) {
        InstalledModel mine = store.importFiles(List.of(file), "tiny", "mine", key(key));
        return mine.weights().get("classifier.output.weight").values();
    }

    private String refusal(Path file, String key) {
        String message =
                assertThrows(ModelException.class, () -> imported(file, key)).getMessage();
        assertTrue(message.endsWith("."), message);
        assertTrue(store.installed("mine").isEmpty());
        return message;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "module.",
                "model.",
                "_orig_mod.",
                "module._orig_mod.model.",
                "state_dict.",
                "model_state_dict.",
                "state.",
                "ema.shadow.module.",
                "a.b.c.d.e.f.g."
            })
    void whatStandsInFrontOfAllNamesIsLeftOut(String prefix) throws IOException {
        float[] weights = imported(file(under(prefix, TinyModel.tensors())), null);
        assertArrayEquals(TinyModel.tensors().get("dense.weight").values(), weights);
    }

    @Test
    void anArchitecturesOwnNamesStayWhole() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        List<Source.Rename> rules = List.of(
                new Source.Rename("^model\\.net", "encoder"), new Source.Rename("^model\\.dense", "classifier.output"));
        under("model.", TinyModel.tensors()).forEach(tensors::put);
        Path published = directory.resolve("wrapped.safetensors");
        Checkpoint.write(published, tensors);
        Source source =
                new Source(null, "wrapped.safetensors", TinyModel.sha256(published), List.of("fb$"), rules, "model.fb");
        ModelCard tiny = TinyModel.card("wrapped");
        ModelCard card = tiny.like("wrapped", source, tiny.task());
        ModelStore own = StoreFixture.store(directory.resolve("home"), directory.toString(), card);
        for (String prefix : List.of("", "model.", "module.model.")) {
            own.importFiles(List.of(file(under(prefix, tensors))), "wrapped", "m" + prefix.length(), key(null));
        }
    }

    @Test
    void weightsWithinOthersAreAskedFor() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>(under("model.", TinyModel.tensors()));
        tensors.putAll(under("model.teacher.", doubled()));
        Path file = file(tensors);
        String message = refusal(file, null);
        assertTrue(message.contains("'model', 'model.teacher'") && message.contains("; choose one."), message);
        float[] weights = TinyModel.tensors().get("dense.weight").values();
        assertArrayEquals(weights, imported(file, "model"));
    }

    @Test
    void weightsWithinOthersAreFoundByTheirKey() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>(TinyModel.tensors());
        tensors.putAll(under("ema.", doubled()));
        Path file = file(tensors);
        assertTrue(refusal(file, null).contains("the outermost, 'ema'"));
        assertArrayEquals(doubled().get("dense.weight").values(), imported(file, "ema"));
    }

    @Test
    void otherTensorsMayStandBeside() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("n_averaged", new Tensor(new long[0], new float[] {7}));
        tensors.put("mean", new Tensor(new long[] {2}, new float[2]));
        tensors.putAll(under("optimizer.state.exp_avg.", doubledNames()));
        tensors.putAll(under("module.", TinyModel.tensors()));
        assertArrayEquals(TinyModel.tensors().get("dense.weight").values(), imported(file(tensors), null));
    }

    /** As many tensors as the model has, under names of an optimiser's own. */
    private static Map<String, Tensor> doubledNames() {
        Map<String, Tensor> numbered = new LinkedHashMap<>();
        doubled().values().forEach(tensor -> numbered.put(String.valueOf(numbered.size()), tensor));
        return numbered;
    }

    @Test
    void ofSeveralThatFitOneHasToBeNamed() throws IOException {
        Map<String, Tensor> tensors = under("model.", TinyModel.tensors());
        tensors.putAll(under("ema.shadow.", doubled()));
        Path file = file(tensors);
        String message = refusal(file, null);
        assertTrue(message.contains("'model', 'ema.shadow'") && message.contains("; choose one."), message);
        assertTrue(refusal(file, "absent").contains("'absent'; there are 'model', 'ema.shadow'."), message);
        assertArrayEquals(doubled().get("dense.weight").values(), imported(file, "ema"));
    }

    @Test
    void theSameWeightsTwiceAreNoQuestion() throws IOException {
        Map<String, Tensor> tensors = under("model.", TinyModel.tensors());
        tensors.putAll(under("best.", TinyModel.tensors()));
        assertArrayEquals(TinyModel.tensors().get("dense.weight").values(), imported(file(tensors), null));
    }

    @Test
    void weightsOfOtherSizesAreNotAmongThoseThatFit() throws IOException {
        Map<String, Tensor> larger = doubled();
        larger.put("net.layer1.conv.weight", new Tensor(new long[] {4, 1, 5, 5}, new float[100]));
        Map<String, Tensor> tensors = under("teacher.", larger);
        tensors.putAll(under("student.", TinyModel.tensors()));
        assertArrayEquals(TinyModel.tensors().get("dense.weight").values(), imported(file(tensors), null));
    }

    @Test
    void aMissingTensorIsNamedAsTheArchitectureNamesIt() throws IOException {
        Map<String, Tensor> tensors = under("state_dict.module.", TinyModel.tensors());
        tensors.remove("state_dict.module.net.layer2.conv.bias");
        String message = refusal(file(tensors), null);
        assertTrue(message.contains("encoder.layer2.conv.bias is missing"), message);
    }

    @Test
    void openUnmixIsFoundToo() throws IOException {
        Map<String, Tensor> tensors = under("state_dict.module.", OpenUnmixFiles.tensors(4, 0.1f));
        tensors.putAll(under("ema.", OpenUnmixFiles.tensors(4, 0.2f)));
        Path file = directory.resolve("vocals.pth");
        Checkpoint.write(file, tensors);
        String message = assertThrows(
                        ModelException.class, () -> store.importFiles(List.of(file), "openunmix", "mine", key(null)))
                .getMessage();
        assertTrue(message.contains("'state_dict.module', 'ema'"), message);
        InstalledModel mine = store.importFiles(List.of(file), "openunmix", "mine", key("state_dict"));
        assertEquals(0.1f, mine.weights().get("target1.fc1.weight").values()[0]);
    }

    @Test
    void anObjectInThePlaceOfAWeightIsNamed() throws IOException {
        for (String kind : List.of(".zip.pth", ".legacy.pth")) {
            Path file = directory.resolve("objects.pth");
            try (var fixture = WeightsFinderTest.class.getResourceAsStream("/checkpoints/inert-weight" + kind)) {
                Files.copy(fixture, file, StandardCopyOption.REPLACE_EXISTING);
            }
            ExpectedNames expected = new ExpectedNames(Set.of("weight", "bias"), Optional::of, true);
            WeightsFinder finder = new WeightsFinder(Checkpoint.open(file), expected, Optional.empty());
            String message = assertThrows(ModelException.class, () -> finder.find(tensors -> true))
                    .getMessage();
            assertTrue(message.contains("'state_dict.weight' but an object of numpy"), message);
        }
    }

    @ParameterizedTest
    @CsvSource({"13, 0x1p-11", "16, 0x1p-8"})
    void aFilterBankInHalvesIsTheSameBank(int missingBits, double rounding) throws IOException {
        Map<String, Tensor> tensors = TinyModel.tensors();
        float[] bank = tensors.get("fb").values();
        double largest = 0;
        for (int i = 0; i < bank.length; i++) {
            float rounded = rounded(bank[i], missingBits);
            largest = Math.max(largest, Math.abs(rounded - bank[i]));
            bank[i] = rounded;
        }
        assertTrue(largest > 1e-4 && largest < rounding, "the test is of rounding that would be noticed");
        imported(file(tensors), null);
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 16})
    void anotherBankInHalvesIsRefused(int missingBits) throws IOException {
        Map<String, Tensor> tensors = TinyModel.tensors();
        float[] bank = tensors.get("fb").values();
        for (int i = 0; i < bank.length; i++) {
            bank[i] = rounded(bank[i], missingBits);
        }
        bank[100] = rounded(bank[100] + 0.01f, missingBits);
        assertTrue(refusal(file(tensors), null).contains("band 4, bin 12"));
    }

    private static float rounded(float value, int missingBits) {
        int bits = Float.floatToRawIntBits(value) + (1 << (missingBits - 1));
        return Float.intBitsToFloat(bits >> missingBits << missingBits);
    }
}
