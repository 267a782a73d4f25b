// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.models.checkpoint.Fixtures.refusal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.ModelException;

/** Files of weights that arrived in pieces, with flipped bits, or are something else altogether. */
class DamagedCheckpointTest {

    private static final int FLIPPED_FILES = 400;

    @TempDir
    Path directory;

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("damaged.pth"), content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.zip.pth", "model.legacy.pth", "model.protocol4.pth", "model.safetensors"})
    void aFileCutOffAnywhereIsRefused(String fixture) throws IOException {
        byte[] whole = Fixtures.bytes(fixture);
        for (int length = 0; length < whole.length; length++) {
            refusal(file(Arrays.copyOf(whole, length)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.zip.pth",
                "model.legacy.pth",
                "model.protocol4.pth",
                "model.safetensors",
                "views.zip.pth",
                "views.legacy.pth",
                "wrapped.legacy.pth",
                "shapes.safetensors"
            })
    void flippedBytesAreReadOrRefused(String fixture) throws IOException {
        Random random = new Random(20);
        for (int i = 0; i < FLIPPED_FILES; i++) {
            byte[] content = Fixtures.bytes(fixture);
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                content[random.nextInt(content.length)] = (byte) random.nextInt(256);
            }
            Path damaged = file(content);
            try {
                Checkpoint.read(damaged);
            } catch (ModelException e) {
                assertTrue(e.getMessage().startsWith(damaged.toString()), e.getMessage());
            }
        }
    }

    @Test
    void compressedEntriesAreRefused() throws IOException {
        assertTrue(
                refusal(file(zip(entries("model.zip.pth"), ZipEntry.DEFLATED))).contains("compressed"));
    }

    @Test
    void aZipBombIsRefusedUnopened() throws IOException {
        Map<String, byte[]> entries = entries("model.zip.pth");
        String storage = entries.keySet().stream()
                .filter(name -> name.contains("/data/"))
                .findFirst()
                .orElseThrow();
        entries.put(storage, new byte[50_000_000]);
        byte[] bomb = zip(entries, ZipEntry.DEFLATED);
        assertTrue(bomb.length < 100_000);
        refusal(file(bomb));
    }

    @Test
    void theSameEntriesAreReadWhereTheyAreStored() throws IOException {
        Path stored = file(zip(entries("model.zip.pth"), ZipEntry.STORED));
        assertTrue(Checkpoint.read(stored).containsKey("0.weight"));
    }

    @Test
    void aBigEndianFileIsRefused() throws IOException {
        Map<String, byte[]> entries = entries("model.zip.pth");
        String root = entries.keySet().iterator().next().replaceAll("/.*", "/");
        entries.put(root + "byteorder", "big".getBytes(StandardCharsets.US_ASCII));
        assertTrue(refusal(file(zip(entries, ZipEntry.STORED))).contains("'big'"));
        entries.put(root + "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        Checkpoint.read(file(zip(entries, ZipEntry.STORED)));
    }

    @Test
    void aZipWithoutAPickleOrAStorageIsRefused() throws IOException {
        Map<String, byte[]> entries = entries("model.zip.pth");
        entries.keySet().removeIf(name -> name.endsWith("/data/1"));
        assertTrue(refusal(file(zip(entries, ZipEntry.STORED))).contains("lacks storage 1"));
        entries.keySet().removeIf(name -> name.endsWith("data.pkl"));
        assertTrue(refusal(file(zip(entries, ZipEntry.STORED))).contains("data.pkl"));
    }

    @Test
    void numbersThatChangedInAZipAreNoticed() throws IOException {
        byte[] numbers = entries("model.zip.pth").entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/data/0"))
                .findFirst()
                .orElseThrow()
                .getValue();
        byte[] content = Fixtures.bytes("model.zip.pth");
        content[indexOf(content, numbers)] ^= 1;
        String message = refusal(file(content));
        assertTrue(message.contains("/data/0 is damaged: its checksum is "), message);
    }

    private static int indexOf(byte[] content, byte[] part) {
        for (int at = 0; at + part.length <= content.length; at++) {
            if (Arrays.equals(content, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("the part is not there");
    }

    private static Map<String, byte[]> entries(String fixture) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        Path copy = Files.createTempFile("entries", ".zip");
        try (var zip = new ZipFile(Files.write(copy, Fixtures.bytes(fixture)).toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        } finally {
            Files.delete(copy);
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries, int method) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setMethod(method);
                if (method == ZipEntry.STORED) {
                    CRC32 checksum = new CRC32();
                    checksum.update(each.getValue());
                    entry.setCrc(checksum.getValue());
                    entry.setSize(each.getValue().length);
                }
                zip.putNextEntry(entry);
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'x': {'dtype': 'F32', 'shape': [2500000000], 'data_offsets': [0, 10000000000]}}",
                "{'x': {'dtype': 'F32', 'shape': [2500000000], 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [2], 'data_offsets': [-8, 0]}}",
                "{'x': {'dtype': 'F32', 'shape': [2], 'data_offsets': [8, 0]}}",
                "{'x': {'dtype': 'F32', 'shape': [2], 'data_offsets': [4, 12]}}",
                "{'x': {'dtype': 'F32', 'shape': [-2], 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [-1, -2], 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [4294967296, 4294967296], 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]}}",
                "{'x': {'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0]}}",
                "{'x': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 1e999]}}",
                "{'x': {'dtype': 'F32', 'shape': 2, 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [null], 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [2 AXES], 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': 'F31', 'shape': [2], 'data_offsets': [0, 8]}}",
                "{'x': {'dtype': {}, 'shape': [2], 'data_offsets': [0, 8]}}",
                "{'x': {'shape': [2], 'data_offsets': [0, 8]}}",
                "{'x': {}}",
                "{'x': []}",
                "{'x': null}",
                "[]",
                "{}",
                "{'x'",
                "null",
                "{'x': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]},"
                        + " 'y': {'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 8]}}",
                "{'x': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]},"
                        + " 'y': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]}}"
            })
    void safetensorsHeadersThatDoNotFitTheFileAreRefused(String header) throws IOException {
        String axes = ", 1".repeat(64);
        refusal(file(safetensors(header.replace('\'', '"').replace(" AXES", axes), 8)));
    }

    @Test
    void aNestedSafetensorsHeaderIsRefused() throws IOException {
        refusal(file(safetensors("[".repeat(200_000), 8)));
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000_000_000L, Long.MAX_VALUE, -1, 0, 1})
    void aSafetensorsHeaderLongerThanItsFileIsRefused(long length) throws IOException {
        byte[] content = safetensors("{}", 0);
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        refusal(file(content));
    }

    private static byte[] safetensors(String header, int numbers) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + numbers)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    @Test
    void aWebPageIsNamedAsSuch() throws IOException {
        byte[] page = "<!DOCTYPE html><html><body>404: Not Found</body></html>".getBytes(StandardCharsets.UTF_8);
        assertTrue(refusal(file(page)).contains("web page"));
    }

    @Test
    void anEmptyFileADirectoryAndNothingAreNamedAsSuch() throws IOException {
        assertTrue(refusal(file(new byte[0])).contains("0 bytes"));
        assertTrue(refusal(directory).contains("no TensorFlow checkpoint"));
        assertTrue(refusal(directory.resolve("absent")).contains("does not exist"));
    }

    @Test
    void otherPicklesAreRefused() throws IOException {
        byte[] emptyDictionary = {(byte) 0x80, 2, '}', '.'};
        assertTrue(refusal(file(emptyDictionary)).contains("torch.save did not write"));
    }

    @Test
    void aCheckpointWithoutTensorsSaysHowToSaveOne() throws IOException {
        byte[] content =
                new LegacyFile().begin().op('}').end().begin().op(']').end().bytes();
        assertTrue(refusal(file(content)).contains("state_dict"));
    }
}
