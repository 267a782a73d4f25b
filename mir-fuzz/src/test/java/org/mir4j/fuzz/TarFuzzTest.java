// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.checkpoint.Checkpoint;

/** The tar within a .tar.gz of a checkpoint. */
@Tag("fuzz")
class TarFuzzTest {

    private static final HostileFile FILE = HostileFile.ending(".tar.gz");

    static Stream<byte[]> seeds() {
        return HostileFile.examples("mir-models/src/test/resources/checkpoints/tensorflow", ".tar.gz", 10_000)
                .map(TarFuzzTest::unpacked);
    }

    @MethodSource("seeds")
    @FuzzTest
    void anArchiveIsReadOrRefused(byte[] bytes) {
        FILE.read(packed(bytes), Checkpoint::read);
    }

    private static byte[] unpacked(byte[] archive) {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(archive))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] packed(byte[] tar) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
