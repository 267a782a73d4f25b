// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.checkpoint.Checkpoint;

@Tag("fuzz")
class TorchZipFuzzTest {

    private static final HostileFile FILE = HostileFile.ending(".zip.pth");

    static Stream<byte[]> seeds() {
        return HostileFile.examples("mir-models/src/test/resources/checkpoints", ".zip.pth", 10_000);
    }

    @MethodSource("seeds")
    @FuzzTest
    void aZipOfTorchIsReadOrRefused(byte[] bytes) {
        FILE.read(bytes, Checkpoint::read);
    }
}
