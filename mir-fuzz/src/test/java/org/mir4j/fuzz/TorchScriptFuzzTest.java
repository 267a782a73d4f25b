// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.checkpoint.TorchScriptFile;

/** What is looked at of a module of TorchScript before PyTorch reads it. */
@Tag("fuzz")
class TorchScriptFuzzTest {

    private static final HostileFile FILE = HostileFile.ending(".pt");

    static Stream<byte[]> seeds() {
        return HostileFile.examples("mir-models/src/test/resources/torchscript", ".pt", 10_000);
    }

    @MethodSource("seeds")
    @FuzzTest
    void aModuleIsAcceptedOrRefused(byte[] bytes) {
        FILE.read(bytes, TorchScriptFile::require);
    }
}
