// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.ModelException;

/** Files of weights as PyTorch writes them. */
class CheckpointTest {

    private static final JsonObject EXPECTED = JsonParser.parseString(
                    new String(Fixtures.bytes("expected.json"), StandardCharsets.UTF_8))
            .getAsJsonObject();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"floats", "integers", "halves", "views", "shapes", "model", "wrapped"})
    void everyFormatGivesTheTensorsThatWereSaved(String checkpoint) {
        for (String kind : List.of(".zip.pth", ".legacy.pth", ".safetensors")) {
            requireExpected(checkpoint, Checkpoint.read(Fixtures.copy(checkpoint + kind, directory)));
        }
    }

    @Test
    void picklesOfALaterProtocolAreRead() {
        requireExpected("model", Checkpoint.read(Fixtures.copy("model.protocol4.pth", directory)));
    }

    @Test
    void filesOfOtherFileSystemsAreRead() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(directory.resolve("outer.zip"), Map.of("create", "true"))) {
            for (String kind : List.of(".zip.pth", ".legacy.pth", ".safetensors")) {
                Path file = Files.write(zip.getPath("model" + kind), Fixtures.bytes("model" + kind));
                requireExpected("model", Checkpoint.read(file));
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void filesWhoseNamesAreInAnotherCharacterSetAreRead() throws IOException {
        for (String kind : List.of(".zip.pth", ".legacy.pth", ".safetensors")) {
            Path latin = Path.of(URI.create(directory.toUri() + "mod%E8le" + kind));
            requireExpected("model", Checkpoint.read(Files.write(latin, Fixtures.bytes("model" + kind))));
        }
    }

    private static void requireExpected(String checkpoint, Map<String, Tensor> tensors) {
        JsonObject expected = EXPECTED.getAsJsonObject(checkpoint);
        assertEquals(new ArrayList<>(expected.keySet()), new ArrayList<>(tensors.keySet()));
        for (String name : expected.keySet()) {
            JsonObject golden = expected.getAsJsonObject(name);
            Tensor tensor = tensors.get(name);
            assertArrayEquals(
                    golden.getAsJsonArray("shape").asList().stream()
                            .mapToLong(JsonElement::getAsLong)
                            .toArray(),
                    tensor.shape(),
                    name);
            float[] values = new float[golden.getAsJsonArray("values").size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = golden.getAsJsonArray("values").get(i).getAsFloat();
            }
            assertArrayEquals(values, tensor.values(), name);
        }
    }

    @Test
    void numbersThatAreNoneStayNone() {
        ByteBuffer bytes = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) 0x7C00).putShort((short) 0xFC00).putShort((short) 0x7E00);
        assertEquals(Float.POSITIVE_INFINITY, NumberType.HALF.read(bytes, 0));
        assertEquals(Float.NEGATIVE_INFINITY, NumberType.HALF.read(bytes, 1));
        assertTrue(Float.isNaN(NumberType.HALF.read(bytes, 2)));
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("layer.weight", new Tensor(new long[] {2, 3}, new float[] {1, -2, 3, 4.5f, 1e-30f, 6}));
        tensors.put("scalar", new Tensor(new long[0], new float[] {7}));
        tensors.put("empty", new Tensor(new long[] {0, 4}, new float[0]));
        tensors.put("\"quoted\" \u00e9", new Tensor(new long[] {1}, new float[] {Float.MIN_VALUE}));
        Path file = directory.resolve("weights.safetensors");
        Checkpoint.write(file, tensors);
        Map<String, Tensor> read = Checkpoint.read(file);
        assertEquals(tensors, read);
    }

    @Test
    void everyHalfIsWrittenAsItIsRead() {
        ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = Short.MIN_VALUE; bits <= Short.MAX_VALUE; bits++) {
            float value = NumberType.HALF.read(bytes.putShort(0, (short) bits), 0);
            if (Float.isFinite(value)) {
                NumberType.HALF.write(bytes.putShort(0, (short) 0), 0, value);
                assertEquals((short) bits, bytes.getShort(0), value + "");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.00048828125, 1", // as near to 1 as to the next half, whose last bit is odd
        "1.00146484375, 1.001953125",
        "1.000489, 1.0009765625",
        "-0.1, -0.0999755859375",
        "1e-8, 0",
        "3e-8, 5.9604644775390625e-8",
        "65519, 65504",
        "2047.6, 2048"
    })
    void theNearestHalfIsWritten(float value, float expected) {
        ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
        NumberType.HALF.write(bytes, 0, value);
        assertEquals(expected, NumberType.HALF.read(bytes, 0));
    }

    @Test
    void halvesAreOfTensorsOfMoreThanOneAxis() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("weight", new Tensor(new long[] {1, 3}, new float[] {1, -0.1f, 4096}));
        tensors.put("bias", new Tensor(new long[] {1}, new float[] {0.1f}));
        Path file = directory.resolve("weights.safetensors");
        Checkpoint.writeHalves(file, tensors);
        Map<String, Tensor> read = Checkpoint.read(file);
        assertEquals(new Tensor(new long[] {1, 3}, new float[] {1, -0.0999755859375f, 4096}), read.get("weight"));
        assertEquals(tensors.get("bias"), read.get("bias"));
        long bytes = Files.size(file);
        long header = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        assertEquals(8 + header + 4 + 3 * 2, bytes);
        assertEquals(
                0.1f,
                ByteBuffer.wrap(Files.readAllBytes(file))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getFloat((int) (8 + header)),
                "the larger type comes first, so that it is aligned");
    }

    @ParameterizedTest
    @ValueSource(floats = {65520, -1e6f, Float.NaN, Float.NEGATIVE_INFINITY})
    void whatNoHalfHoldsIsRefused(float value) {
        Path file = directory.resolve("weights.safetensors");
        Map<String, Tensor> tensors = Map.of("w", new Tensor(new long[] {1, 1}, new float[] {value}));
        String message = assertThrows(ModelException.class, () -> Checkpoint.writeHalves(file, tensors))
                .getMessage();
        assertTrue(message.contains("w holds " + value), message);
        assertTrue(Files.notExists(file));
    }

    @Test
    void tensorsAreEqualByTheirNumbers() {
        Tensor tensor = new Tensor(new long[] {1, 2}, new float[] {1, 2});
        assertEquals(tensor.hashCode(), new Tensor(new long[] {1, 2}, new float[] {1, 2}).hashCode());
        assertNotEquals(tensor, new Tensor(new long[] {2, 1}, new float[] {1, 2}));
        assertNotEquals(tensor, new Tensor(new long[] {1, 2}, new float[] {1, 3}));
    }

    @Test
    void numbersStartAtAMultipleOfEightBytes() throws IOException {
        Path file = directory.resolve("weights.safetensors");
        Checkpoint.write(file, Map.of("x", new Tensor(new long[] {1}, new float[] {1})));
        long header = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        assertEquals(0, header % 8);
        assertEquals(8 + header + 4, Files.size(file));
    }

    @Test
    void whatWouldBeTooLargeToBeReadIsNotWritten() {
        Path file = directory.resolve("weights.safetensors");
        Tensor large = new Tensor(new long[] {1 << 20}, new float[1 << 20]);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < 512; i++) {
            tensors.put("x" + i, large);
        }
        String message = assertThrows(ModelException.class, () -> Checkpoint.write(file, tensors))
                .getMessage();
        assertTrue(message.contains("2147483648 bytes"), message);
        assertTrue(Files.notExists(file));
    }

    @ParameterizedTest
    @CsvSource({"2, 5", "-1, 1", "3, 0"})
    void aTensorHasAsManyNumbersAsItsShape(long rows, int numbers) {
        assertThrows(IllegalArgumentException.class, () -> new Tensor(new long[] {rows}, new float[numbers]));
    }
}
