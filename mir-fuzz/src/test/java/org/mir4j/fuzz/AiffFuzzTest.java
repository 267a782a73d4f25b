// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fuzz")
class AiffFuzzTest {

    private static final HostileFile FILE = HostileFile.ending(".aiff");

    static Stream<byte[]> seeds() {
        return Stream.of(HostileAudio.aiff());
    }

    @MethodSource("seeds")
    @FuzzTest
    void anAiffFileIsReadOrRefused(byte[] bytes) {
        FILE.read(bytes, HostileAudio::read);
    }
}
