// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.models.checkpoint.Fixtures.refusal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.checkpoint.TableBytes.Message;

/** Checkpoints of TensorFlow's own, and such as it would never write. */
class TensorFlowFileTest {

    private static final String NUMBERS = "types.data-00000-of-00001";
    private static final int NOTHING = SortedTable.checksum(ByteBuffer.allocate(0));
    private static final int FLIPPED_FILES = 400;

    @TempDir
    Path directory;

    private static void requireExpected(Map<String, Tensor> tensors) {
        JsonObject expected = JsonParser.parseString(
                        new String(Fixtures.bytes("tensorflow/expected.json"), StandardCharsets.UTF_8))
                .getAsJsonObject();
        assertEquals(expected.keySet(), tensors.keySet());
        expected.keySet()
                .forEach(name ->
                        assertEquals(GoldenFile.tensor(expected.getAsJsonObject(name)), tensors.get(name), name));
    }

    private Path file(String name) throws IOException {
        return Files.write(directory.resolve(name), Fixtures.bytes("tensorflow/" + name));
    }

    private Path types() throws IOException {
        file(NUMBERS);
        return file("types.index");
    }

    @Test
    void tensorsOfEveryTypeAreThoseThatWereSaved() throws IOException {
        requireExpected(Checkpoint.read(types()));
    }

    @Test
    void aDirectoryAndAnArchiveStandForTheCheckpointInThem() throws IOException {
        types();
        requireExpected(Checkpoint.read(directory));
        requireExpected(Checkpoint.read(file("types.tar.gz")));
    }

    @Test
    void numbersMayBeInSeveralFiles() throws IOException {
        file("shards.data-00000-of-00002");
        file("shards.data-00001-of-00002");
        requireExpected(Checkpoint.read(file("shards.index")));
    }

    @Test
    void textsAndSlicesAreNamedAndNotBuilt() throws IOException {
        CheckpointContents contents = Checkpoint.open(types());
        assertEquals("texts", contents.others().get("words"));
        assertEquals("a tensor in slices", contents.others().get("sliced"));
    }

    @Test
    void onlyTheNumbersThatAreAskedForAreRead() throws IOException {
        CheckpointContents contents = Checkpoint.open(types());
        byte[] numbers = Fixtures.bytes("tensorflow/" + NUMBERS);
        byte[] halved = Arrays.copyOf(numbers, numbers.length);
        Arrays.fill(halved, 0, 8, (byte) 1); // of the first tensor
        Files.write(directory.resolve(NUMBERS), halved);
        String message =
                assertThrows(ModelException.class, () -> contents.tensors("")).getMessage();
        assertTrue(message.contains("is damaged: its checksum is "), message);
    }

    @Test
    void whatWasMeantIsSaid() throws IOException {
        types();
        requireSaid("name the one that ends with .index", refusal(directory.resolve(NUMBERS)));
        file("shards.index");
        requireSaid("name one of shards.index, types.index", refusal(directory));
        Path empty = Files.createDirectory(directory.resolve("empty"));
        requireSaid("no TensorFlow checkpoint", refusal(empty));
        requireSaid(
                "shards.data-00000-of-00002, which belongs to it, is missing",
                refusal(directory.resolve("shards.index")));
    }

    @Test
    void anIndexCutOffAnywhereIsRefused() throws IOException {
        Path index = types();
        byte[] whole = Files.readAllBytes(index);
        for (int length = 0; length < whole.length; length++) {
            Files.write(index, Arrays.copyOf(whole, length));
            refusal(index);
        }
        String message = refusal(directory);
        assertTrue(message.startsWith(index + " is refused"), message);
    }

    @Test
    void numbersCutOffAnywhereAreRefused() throws IOException {
        Path index = types();
        byte[] whole = Fixtures.bytes("tensorflow/" + NUMBERS);
        int unread = 2 + 4 + 2 * 3 + 2 * 8; // texts with their lengths and checksum, and slices
        for (int length = 0; length < whole.length - unread; length++) {
            Files.write(directory.resolve(NUMBERS), Arrays.copyOf(whole, length));
            refusal(index);
        }
    }

    @Test
    void anArchiveCutOffAnywhereIsRefused() throws IOException {
        Path archive = file("types.tar.gz");
        byte[] whole = Files.readAllBytes(archive);
        int checksum = 8;
        int emptyBlocks = 40; // thousands of zeros after the last file
        for (int length = 0; length < whole.length - checksum - emptyBlocks; length++) {
            Files.write(archive, Arrays.copyOf(whole, length));
            refusal(archive);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"types.index", NUMBERS, "types.tar.gz"})
    void flippedBytesAreReadOrRefused(String name) throws IOException {
        Path index = types();
        Path opened = name.endsWith(".gz") ? directory.resolve(name) : index;
        byte[] whole = Fixtures.bytes("tensorflow/" + name);
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < FLIPPED_FILES; i++) {
            byte[] content = whole.clone();
            content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(directory.resolve(name), content);
            try {
                requireExpected(Checkpoint.read(opened));
            } catch (ModelException e) {
                assertTrue(e.getMessage().startsWith(opened.toString()), e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > FLIPPED_FILES / 2, refused + " of " + FLIPPED_FILES);
    }

    /** The refusal of an index beside numbers. */
    private String refused(TableBytes table, float... numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        Files.write(directory.resolve("hostile.data-00000-of-00001"), bytes.array());
        return refusal(Files.write(directory.resolve("hostile.index"), table.end()));
    }

    private static void requireSaid(String expected, String message) {
        assertTrue(message.contains(expected), message);
    }

    private static int checksum(float number) {
        return SortedTable.checksum(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(number)
                .flip());
    }

    @Test
    void whatTheTestsWriteIsRead() throws IOException {
        TableBytes table = TableBytes.index(1)
                .entry("a", Message.tensor(4, 4, checksum(2), 1, 1))
                .raw(1, new byte[] {'b'}, Message.tensor(0, 4, checksum(1)).bytes())
                .endBlock(0)
                .entry("b", Message.tensor(8, 0, NOTHING, 0));
        ByteBuffer numbers = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putFloat(1).putFloat(2);
        Files.write(directory.resolve("good.data-00000-of-00001"), numbers.array());
        Map<String, Tensor> read = Checkpoint.read(Files.write(directory.resolve("good.index"), table.end()));
        assertEquals(List.of("a", "ab", "b"), List.copyOf(read.keySet()));
        assertArrayEquals(new float[] {2}, read.get("a").values());
        assertArrayEquals(new float[] {1}, read.get("ab").values());
        assertArrayEquals(new long[] {0}, read.get("b").shape());
    }

    @Test
    void numbersBeyondTheirFileAreRefused() throws IOException {
        requireSaid(
                "the bytes from 4 to 8 of hostile.data-00000-of-00001, which has 4",
                refused(TableBytes.index(1).entry("a", Message.tensor(4, 4, 0, 1)), 1));
        for (long from : new long[] {-4, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32}) {
            requireSaid(
                    "tensor a would be in file 0 of 1, from byte " + from,
                    refused(TableBytes.index(1).entry("a", Message.tensor(from, 4, 0, 1)), 1));
        }
        requireSaid(
                "in file 1 of 1",
                refused(
                        TableBytes.index(1)
                                .entry("a", Message.tensor(0, 4, 0, 1).number(3, 1)),
                        1));
        refused(TableBytes.index(1).entry("a", Message.tensor(0, 4L << 30, 0, 1L << 30)), 1);
    }

    @Test
    void shapesThatDoNotFitTheirBytesAreRefused() throws IOException {
        long[][] shapes = {
            {2}, {-1}, {-1, -1}, {1L << 32, 1L << 32}, {1L << 62, 4}, {Long.MAX_VALUE}, {Long.MIN_VALUE, 2}, {0}
        };
        for (long[] shape : shapes) {
            requireSaid(
                    "does not fit its shape",
                    refused(TableBytes.index(1).entry("a", Message.tensor(0, 4, 0, shape)), 1));
        }
        long[] axes = new long[65];
        Arrays.fill(axes, 1);
        requireSaid("65 axes", refused(TableBytes.index(1).entry("a", Message.tensor(0, 4, 0, axes)), 1));
    }

    @Test
    void tensorsThatShareBytesAreRefused() throws IOException {
        TableBytes table =
                TableBytes.index(1).entry("a", Message.tensor(0, 8, 0, 2)).entry("b", Message.tensor(4, 4, 0, 1));
        requireSaid("two tensors would take the bytes from 4 on", refused(table, 1, 2));
    }

    @Test
    void aWrongChecksumOfNumbersIsRefused() throws IOException {
        requireSaid(
                "tensor a is damaged",
                refused(TableBytes.index(1).entry("a", Message.tensor(0, 4, checksum(1) + 1, 1)), 1));
    }

    @Test
    void whatIsNoIndexOfACheckpointIsRefused() throws IOException {
        Message one = Message.tensor(0, 4, checksum(1), 1);
        requireSaid("does not begin with", refused(new TableBytes().entry("a", one), 1));
        requireSaid("it holds no tensors", refused(TableBytes.index(1)));
        requireSaid("it holds no tensors", refused(new TableBytes()));
        requireSaid("in 0 files", refused(TableBytes.index(0).entry("a", one), 1));
        requireSaid("in 100000 files", refused(TableBytes.index(100_000).entry("a", one), 1));
        TableBytes big = new TableBytes().entry("", new Message().number(1, 1).number(2, 1));
        requireSaid("big-endian", refused(big.entry("a", one), 1));
        TableBytes old = new TableBytes().entry("", new Message().message(1, one));
        requireSaid("malformed", refused(old, 1));
        requireSaid(
                "compressed (by method 1)",
                refused(TableBytes.index(1).entry("a", one).endBlock(1), 1));
    }

    @Test
    void keysOutOfOrderAreRefused() throws IOException {
        Message one = Message.tensor(0, 4, checksum(1), 1);
        requireSaid("not in order", refused(TableBytes.index(1).entry("b", one).entry("a", one), 1));
        requireSaid(
                "not in order",
                refused(TableBytes.index(1).entry("a", one).endBlock(0).entry("a", one), 1));
    }

    @Test
    void blocksOutsideTheirFileOrReadTwiceAreRefused() throws IOException {
        Message one = Message.tensor(0, 4, checksum(1), 1);
        long[][] handles = {{0, 8}, {1, 8}, {1000, 8}, {0, 1L << 40}, {Long.MAX_VALUE, 8}, {-1, 8}, {40, -1}};
        for (long[] handle : handles) {
            TableBytes table = TableBytes.index(1).entry("a", one).endBlock(0).handle(handle[0], handle[1]);
            requireSaid("a block of its index would have", refused(table, 1));
        }
    }

    @Test
    void entriesLongerThanTheirBlockAreRefused() throws IOException {
        long[][] lengths = {{1, 1, 1}, {0, 100, 0}, {0, 0, 100}, {0, 1, 1L << 40}, {-1, 1, 1}, {0, -1, 1}, {0, 1, -1}};
        for (long[] each : lengths) {
            ByteArrayOutputStream entry = new ByteArrayOutputStream();
            for (long length : each) {
                entry.writeBytes(TableBytes.varint(length));
            }
            entry.writeBytes(new byte[8]);
            assertTrue(
                    refused(new TableBytes().bytes(entry.toByteArray())).contains("an entry of its index"),
                    Arrays.toString(each));
        }
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) -1);
        requireSaid("has no end", refused(new TableBytes().bytes(endless)));
    }

    @Test
    void keysThatComeToMuchMoreThanTheirFileAreRefused() throws IOException {
        byte[] value = Message.tensor(0, 0, NOTHING, 0).bytes();
        byte[] key = "k".repeat(900).getBytes(StandardCharsets.US_ASCII);
        TableBytes table = TableBytes.index(1).raw(0, key, value);
        for (int i = 0; i < 40_000; i++) {
            table.raw(900, String.format("%05d", i).getBytes(StandardCharsets.US_ASCII), value);
        }
        requireSaid("takes more than", refused(table));
    }

    @Test
    void aNameThatNoMessageCouldShowIsRefused() throws IOException {
        TableBytes table = TableBytes.index(1).entry("k".repeat(1001), Message.tensor(0, 0, NOTHING, 0));
        requireSaid("the name of a tensor has 1001 bytes", refused(table));
    }

    @Test
    void messagesThatDoNotFitAreRefused() throws IOException {
        byte[][] messages = {{2 << 3 | 2, 100}, {6 << 3 | 5, 1}, {1 << 3 | 3}, {0, 0}, {1 << 3 | 1, 1}, {1 << 3}};
        for (byte[] message : messages) {
            refused(TableBytes.index(1).raw(0, new byte[] {'a'}, message));
        }
        requireSaid("malformed", refused(TableBytes.index(1).entry("a", new Message().fixed(1, 1))));
    }

    private Path archive(byte[] tar) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(tar);
        }
        return Files.write(directory.resolve("hostile.tar.gz"), bytes.toByteArray());
    }

    private static byte[] tar() throws IOException {
        try (GZIPInputStream gzip =
                new GZIPInputStream(new ByteArrayInputStream(Fixtures.bytes("tensorflow/types.tar.gz")))) {
            return gzip.readAllBytes();
        }
    }

    /** Changes a header and mends its checksum. */
    private static byte[] changed(byte[] tar, int at, String text) {
        byte[] copy = tar.clone();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, copy, at, bytes.length);
        Arrays.fill(copy, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += Byte.toUnsignedInt(copy[i]);
        }
        System.arraycopy(String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII), 0, copy, 148, 8);
        return copy;
    }

    @Test
    void archivesThatAreNoneOrClaimTooMuchAreRefused() throws IOException {
        requireExpected(Checkpoint.read(archive(changed(tar(), 100, "0000644"))));
        requireSaid("no TensorFlow checkpoint", refusal(archive(new byte[1024])));
        requireSaid("holds no tar", refusal(archive("text".repeat(300).getBytes(StandardCharsets.US_ASCII))));
        requireSaid("more than", refusal(archive(changed(tar(), 124, "77777777777"))));
        requireSaid("tar", refusal(archive(changed(tar(), 124, "00000003000"))));
        requireSaid("a number in its tar", refusal(archive(changed(tar(), 124, "-0000000001"))));
        requireSaid("two of the files", refusal(archive(changed(tar(), 0, "./types.index\0"))));
        requireSaid("is missing", refusal(archive(changed(tar(), 156, "2"))));
    }
}
