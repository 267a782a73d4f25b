// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.checkpoint.Checkpoint;

/** The pickle inside a zip of torch.save, whose checksums would keep a fuzzer away from it. */
@Tag("fuzz")
class PickleFuzzTest {

    private static final HostileFile FILE = HostileFile.ending(".pth");
    private static final String PICKLE = "data.pkl";
    private static final int STORAGES = 8;
    private static final byte[] NUMBERS = new byte[256];

    static Stream<byte[]> seeds() {
        return HostileFile.examples("mir-models/src/test/resources/checkpoints", ".zip.pth", 10_000)
                .map(PickleFuzzTest::pickle);
    }

    @MethodSource("seeds")
    @FuzzTest
    void aPickleIsReadOrRefused(byte[] bytes) {
        FILE.read(zip(bytes), Checkpoint::read);
    }

    private static byte[] pickle(byte[] zip) {
        try {
            Files.write(FILE.file(), zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (ZipFile entries = new ZipFile(FILE.file().toFile())) {
            ZipEntry pickle = entries.stream()
                    .filter(entry -> entry.getName().endsWith("/" + PICKLE))
                    .findFirst()
                    .orElseThrow();
            return entries.getInputStream(pickle).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zip(byte[] pickle) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "model/" + PICKLE, pickle);
            for (int i = 0; i < STORAGES; i++) {
                put(zip, "model/data/" + i, NUMBERS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }
}
