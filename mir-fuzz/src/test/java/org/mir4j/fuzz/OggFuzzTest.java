// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fuzz")
class OggFuzzTest {

    private static final HostileFile FILE = HostileFile.ending(".ogg");

    static Stream<byte[]> seeds() {
        return Stream.of(HostileAudio.ogg());
    }

    @MethodSource("seeds")
    @FuzzTest
    void anOggFileIsReadOrRefused(byte[] bytes) {
        FILE.read(bytes, HostileAudio::read);
    }
}
