// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.checkpoint.Checkpoint;

/** The index of a TensorFlow checkpoint, beside the numbers of a good one. */
@Tag("fuzz")
class TensorFlowFuzzTest {

    private static final String FOLDER = "mir-models/src/test/resources/checkpoints/tensorflow";
    private static final HostileFile FILE = HostileFile.ending(".index");

    static Stream<byte[]> seeds() {
        return HostileFile.examples(FOLDER, ".index", 10_000);
    }

    /** Puts numbers where the index of a file expects them. */
    static void putNumbersBeside(HostileFile index) {
        String name = index.file().getFileName().toString().replace(".index", ".data-00000-of-00001");
        Path numbers = index.file().resolveSibling(name);
        if (Files.notExists(numbers)) {
            numbers.toFile().deleteOnExit();
            try {
                Files.write(numbers, HostileFile.example(FOLDER + "/types.data-00000-of-00001"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @MethodSource("seeds")
    @FuzzTest
    void anIndexIsReadOrRefused(byte[] bytes) {
        putNumbersBeside(FILE);
        FILE.read(bytes, Checkpoint::read);
    }
}
