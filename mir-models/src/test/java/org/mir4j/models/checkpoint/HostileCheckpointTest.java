// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles that want something run, and files that claim sizes to exhaust memory with. */
class HostileCheckpointTest {

    private static final long TEN_GIGABYTES = 10_000_000_000L;

    @TempDir
    Path directory;

    private String refusal(byte[] content) throws IOException {
        return Fixtures.refusal(Files.write(directory.resolve("hostile.pth"), content));
    }

    @ParameterizedTest
    @CsvSource({"evil-system, posix.system", "evil-eval, __builtin__.eval", "evil-key, posix.system"})
    void whatAPickleWantsToCallIsNamedAndNotCalled(String checkpoint, String wanted) {
        for (String kind : List.of(".zip.pth", ".legacy.pth")) {
            String message = Fixtures.refusal(Fixtures.copy(checkpoint + kind, directory));
            assertTrue(message.contains(wanted), message);
        }
        assertFalse(Files.exists(Path.of("pickle-was-run")));
    }

    @ParameterizedTest
    @CsvSource({
        "torch, load",
        "torch._utils, _rebuild_tensor_v2.__globals__",
        "collections, OrderedDict.__init__",
        "builtins, getattr",
        "java.lang, Runtime",
        "FloatStorage, FloatStorage",
        "'', FloatStorage"
    })
    void namesThatAreOnlyNearTheAllowedOnesAreRefused(String module, String name) throws IOException {
        assertTrue(refusal(new LegacyFile().begin().global(module, name).end().bytes())
                .contains(module + "." + name));
    }

    @Test
    void namesFromTheStackAreRefusedAlike() throws IOException {
        LegacyFile file = new LegacyFile().begin().text("os").text("system").op(0x93);
        assertTrue(refusal(file.end().bytes()).contains("os.system"));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {10, TEN_GIGABYTES, Integer.MAX_VALUE, Long.MAX_VALUE / 4 + 1, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void aStorageLargerThanItsFileIsRefused(long claimed) throws IOException {
        refusal(LegacyFile.oneTensor(claimed, 0, List.of(1L), List.of(1L), 1, 2));
    }

    @Test
    void aSizeBeyondAnyIntegerIsRefused() throws IOException {
        LegacyFile file = new LegacyFile().begin().op('}').text("x").op('(').text("storage");
        file.global("torch", "FloatStorage").text("0").text("cpu").integer(new BigInteger("9".repeat(40)));
        refusal(file.op('N').op('t').op('Q').op('s').end().bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10000000000, 0", // one number, repeated to 40 GB
        "0, 3, 1", // reaches past the end
        "1, 2, 1",
        "0, 2, 2",
        "0, 2, -1",
        "1, 2, -1", // would run backwards
        "0, -1, 1",
        "0, -9223372036854775808, 1",
        "-1, 1, 1",
        "2, 1, 1",
        "9223372036854775807, 2, 9223372036854775807", // overflows to a small index
        "0, 2, 9223372036854775807"
    })
    void aViewThatDoesNotLieInItsStorageIsRefused(long offset, long size, long stride) throws IOException {
        refusal(LegacyFile.oneTensor(2, offset, List.of(size), List.of(stride), 1, 2));
    }

    @ParameterizedTest
    @CsvSource({"4294967296, 4294967296", "9223372036854775807, 2", "-1, -1", "65536, 65536"})
    void shapesWhoseProductOverflowsAreRefused(long rows, long columns) throws IOException {
        refusal(LegacyFile.oneTensor(2, 0, List.of(rows, columns), List.of(0L, 0L), 1, 2));
    }

    @Test
    void aShapeNeedsOneStrideAnAxis() throws IOException {
        refusal(LegacyFile.oneTensor(2, 0, List.of(1L, 2L), List.of(1L), 1, 2));
    }

    @Test
    void aTensorOfHundredsOfAxesIsRefused() throws IOException {
        List<Long> ones = Collections.nCopies(65, 1L);
        assertTrue(refusal(LegacyFile.oneTensor(1, 0, ones, ones, 1)).contains("65 axes"));
        List<Long> fewer = Collections.nCopies(64, 1L);
        Path file = Files.write(directory.resolve("axes.pth"), LegacyFile.oneTensor(1, 0, fewer, fewer, 1));
        assertEquals(64, Checkpoint.read(file).get("x").shape().length);
    }

    @Test
    void theSameClaimsAreReadWhereTheyAreTrue() throws IOException {
        byte[] content = LegacyFile.oneTensor(3, 1, List.of(2L), List.of(1L), 1, 2, 3);
        Tensor tensor = Checkpoint.read(Files.write(directory.resolve("good.pth"), content))
                .get("x");
        assertArrayEquals(new float[] {2, 3}, tensor.values());
    }

    @Test
    void thousandsOfViewsOfOneStorageAreABomb() throws IOException {
        float[] numbers = new float[100_000];
        List<Long> all = List.of((long) numbers.length);
        LegacyFile file = new LegacyFile().begin().op('}').op('(').text("0");
        file.view(numbers.length, 0, all, List.of(1L)).op('q').op(0);
        for (int i = 1; i < 2_000; i++) {
            file.text("t" + i).op('h').op(0);
        }
        file.op('u').end().storages("0", numbers.length, numbers);
        assertTrue(refusal(file.bytes()).contains("share their numbers"));
    }

    @Test
    void collectionsThatHoldThemselvesDoNoHarm() throws IOException {
        refusal(selfContaining().op('.').bytes());
        refusal(selfContaining().op(')').op('R').op('.').bytes());
        refusal(selfContaining().op('Q').op('.').bytes());
        byte[] asKey =
                selfContaining().op('}').op('h').op(0).op('N').op('s').op('.').bytes();
        assertTrue(refusal(asKey).contains("keys"));
        refusal(selfContaining().op('.').op(0x80).op(2).op('h').op(0).op('.').bytes());
        LegacyFile asStorage = new LegacyFile().begin().op('}').op('.');
        refusal(selfContaining(asStorage.begin())
                .op(']')
                .op('h')
                .op(0)
                .op('a')
                .op('.')
                .bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {'}', ']', ')', 'N', '(', 0x8f, 0x94})
    void millionsOfObjectsOfOneByteEachAreTooMany(int op) throws IOException {
        LegacyFile file = new LegacyFile().begin().op('}').repeated(op, 3_000_000);
        assertTrue(refusal(file.end().bytes()).contains("more than 256 MB"));
    }

    @Test
    void collectionsThatHoldEachOtherTenfoldAreNotWalkedForEver() throws IOException {
        LegacyFile file = new LegacyFile().begin().op('}').text("x");
        file.view(1, 0, List.of(1L), List.of(1L)).op('s').op('q').op(0);
        for (int level = 1; level < 16; level++) {
            file.op('}').op('q').op(level).op('(');
            for (int i = 0; i < 10; i++) {
                file.text("k" + i).op('h').op(level - 1);
            }
            file.op('u');
        }
        assertTrue(refusal(file.end().storages("0", 1, 1).bytes()).contains("more than 32 MB"));
    }

    @Test
    void aShapeThatCanChangeAfterItWasCheckedIsRefused() throws IOException {
        LegacyFile file = new LegacyFile().begin().op('}').text("x");
        file.op(']').op('q').op(1).integer(1).op('a').op('0');
        file.global("torch._utils", "_rebuild_tensor_v2").op('(');
        file.op('(').text("storage").global("torch", "FloatStorage").text("0").text("cpu");
        file.integer(3).op('N').op('t').op('Q').integer(0);
        file.op('h').op(1).op('h').op(1).op(0x89).op('N').op('t').op('R').op('s');
        file.op('h').op(1).integer(1L << 40).op('a').op('0');
        assertTrue(refusal(file.end().storages("0", 3, 1, 2, 3).bytes()).contains("not a tuple"));
    }

    @Test
    void keysThatTakeLongToCompareAreRefused() throws IOException {
        assertTrue(refusal(new LegacyFile()
                        .begin()
                        .op('}')
                        .text("a".repeat(5_000))
                        .op('N')
                        .op('s')
                        .end()
                        .bytes())
                .contains("5000 letters"));
        LegacyFile number = new LegacyFile().begin().op32(0x8b, 2_000);
        assertTrue(refusal(number.repeated(1, 2_000).end().bytes()).contains("2000 bytes"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 10_000_000_000L})
    void textsLongerThanTheFileAreCutOff(long length) throws IOException {
        for (int op : new int[] {0x8d, 0x8e, 0x96}) {
            assertTrue(refusal(new LegacyFile().begin().op64(op, length).end().bytes())
                    .contains("cut off"));
        }
        for (int op : new int[] {'X', 'B', 'T'}) {
            assertTrue(refusal(new LegacyFile()
                            .begin()
                            .op32(op, (int) length | 1 << 30)
                            .end()
                            .bytes())
                    .contains("cut off"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {'a', 'e', 's', 'u', 't', 'R', 'Q', 'b', '0', '1', '2', 0x85, 0x93, 0x94})
    void valuesThatWereNotMadeAreRefused(int op) throws IOException {
        refusal(new LegacyFile().begin().op(op).end().bytes());
        refusal(new LegacyFile().begin().op('(').op(op).end().bytes());
        refusal(new LegacyFile().begin().op('}').op('(').op(op).end().bytes());
    }

    @Test
    void objectsThatHoldThemselvesAreOnlyNamed() throws IOException {
        LegacyFile file = new LegacyFile()
                .begin()
                .global("a", "b")
                .op(')')
                .op('R')
                .op('q')
                .op(0);
        file.op('h')
                .op(0)
                .op('b')
                .op('h')
                .op(0)
                .op('h')
                .op(0)
                .op('s')
                .op('h')
                .op(0)
                .op('a');
        assertTrue(refusal(file.end().bytes()).contains("an object of a.b"));
    }

    private static LegacyFile selfContaining() {
        return selfContaining(new LegacyFile().begin());
    }

    /** A list, entry 0 of the memo, that holds a list that holds the first one. */
    private static LegacyFile selfContaining(LegacyFile file) {
        return file.op(']').op('q').op(0).op(']').op('h').op(0).op('a').op('a');
    }
}
