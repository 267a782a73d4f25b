// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.audio.io.AudioFormat;

@Tag("fuzz")
class RiffFuzzTest {

    private static final HostileFile FILE = HostileFile.ending(".wav");

    static Stream<byte[]> seeds() {
        return Stream.of(AudioFormat.WAV_16, AudioFormat.WAV_24, AudioFormat.WAV_32F)
                .map(HostileAudio::written);
    }

    @MethodSource("seeds")
    @FuzzTest
    void aWavFileIsReadOrRefused(byte[] bytes) {
        FILE.read(bytes, HostileAudio::read);
    }
}
