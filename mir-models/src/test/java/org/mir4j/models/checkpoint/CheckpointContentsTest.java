// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.ModelException;

/** Files in which weights stand among objects of all sorts, none of which is built. */
class CheckpointContentsTest {

    private static final JsonObject EXPECTED = JsonParser.parseString(
                    new String(Fixtures.bytes("training-expected.json"), StandardCharsets.UTF_8))
            .getAsJsonObject();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"training.zip.pth", "training.legacy.pth", "training.protocol5.pth"})
    void weightsAreReadAmongObjectsOfAllSorts(String fixture) {
        CheckpointContents contents = Checkpoint.open(Fixtures.copy(fixture, directory));
        Map<String, Tensor> weights = contents.tensors("state_dict");
        assertEquals(EXPECTED.keySet(), weights.keySet());
        weights.forEach((name, tensor) -> {
            List<JsonElement> golden =
                    EXPECTED.getAsJsonObject(name).getAsJsonArray("values").asList();
            for (int i = 0; i < golden.size(); i++) {
                assertEquals(golden.get(i).getAsFloat(), tensor.values()[i], name);
            }
        });
        assertEquals(
                weights.get("module.bias"),
                contents.tensors("state_dict.module").get("bias"));
        assertTrue(contents.names().contains("optimizer.state.0.exp_avg"));
        assertTrue(contents.tensors("optimizer.state.1").containsKey("exp_avg_sq"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"training.zip.pth", "training.legacy.pth", "training.protocol5.pth"})
    void objectsAreKeptAsWhatTheFileSaysOfThem(String fixture) {
        CheckpointContents contents = Checkpoint.open(Fixtures.copy(fixture, directory));
        assertEquals("an object of argparse.Namespace", contents.others().get("args"));
        assertEquals(
                "the name torch.nn.modules.linear.Linear", contents.others().get("klass"));
        InertObject namespace = (InertObject) contents.value("args").orElseThrow();
        assertEquals(0.1, assertInstanceOf(Map.class, namespace.state()).get("lr"));
        InertObject fraction = (InertObject) contents.value("segment").orElseThrow();
        assertEquals("fractions.Fraction", fraction.type());
        assertTrue(fraction.isCall());
        assertEquals(
                1,
                contents.value("default", "x")
                        .map(List.class::cast)
                        .orElseThrow()
                        .size());
        assertEquals(5L, contents.value("pairs", "absent").orElse(5L));
        assertFalse(((InertObject) contents.value("klass").orElseThrow()).isCall());
    }

    @Test
    void aNumpyScalarBesideTheWeightsIsSkipped() {
        for (String kind : List.of(".zip.pth", ".legacy.pth")) {
            Map<String, Tensor> weights = Checkpoint.read(Fixtures.copy("evil-numpy" + kind, directory));
            assertArrayEquals(new float[] {1}, weights.get("weight").values());
        }
    }

    @Test
    void aTensorOfComplexNumbersIsNamedWhenItIsNeeded() {
        for (String kind : List.of(".zip.pth", ".legacy.pth")) {
            CheckpointContents contents = Checkpoint.open(Fixtures.copy("training" + kind, directory));
            String message = assertThrows(ModelException.class, () -> contents.tensors(""))
                    .getMessage();
            assertTrue(message.contains("C64"), message);
        }
    }

    @Test
    void aWholeModuleIsNoDictionaryOfTensors() {
        for (String kind : List.of(".zip.pth", ".legacy.pth")) {
            String message = Fixtures.refusal(Fixtures.copy("whole-module" + kind, directory));
            assertTrue(message.contains("an object of torch.nn.modules.linear.Linear"), message);
            assertTrue(message.contains("state_dict"), message);
        }
    }

    @Test
    void severalDictionariesOfTensorsAreNamed() {
        String message = Fixtures.refusal(Fixtures.copy("training.zip.pth", directory));
        assertTrue(message.contains("'state_dict'") && message.contains("'optimizer.state.0'"), message);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "MIR_MODELS_MIRROR", matches = "/.*")
    void hybridTransformerDemucsIsRead() {
        Path file = Path.of(System.getenv("MIR_MODELS_MIRROR"), "htdemucs.th");
        assumeTrue(Files.exists(file));
        CheckpointContents contents = Checkpoint.open(file);
        assertEquals(533, contents.names().size());
        assertTrue(contents.names().stream().allMatch(name -> name.startsWith("state.")));
        assertEquals("the name demucs.htdemucs.HTDemucs", contents.others().get("klass"));
        assertEquals(
                List.of("drums", "bass", "other", "vocals"),
                contents.value("kwargs", "sources").orElseThrow());
        assertEquals(4096L, contents.value("kwargs", "nfft").orElseThrow());
        InertObject segment = (InertObject) contents.value("kwargs", "segment").orElseThrow();
        assertEquals("fractions.Fraction", segment.type());
        assertEquals(List.of(39L, 5L), segment.arguments());
        Map<String, Tensor> weights = contents.tensors("state");
        assertArrayEquals(
                new long[] {48, 4, 8, 1}, weights.get("encoder.0.conv.weight").shape());
        assertTrue(weights.values().stream().allMatch(Tensor::isFinite));
    }
}
