// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.evaluation.TaggingSystem;

@Tag("fuzz")
class ScoresLinesFuzzTest {

    private static final HostileFile FILE = HostileFile.ending(".jsonl");

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "{\"track\": \"a\", \"scores\": {\"rock\": 0.5}}\n{\"track\": \"b\", \"error\": \"no file\"}\n",
                        "{\"file\": \"a.wav\", \"tags\": [{\"tag\": \"rock\", \"score\": 1}]}\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void scoresAreReadOrRefused(byte[] bytes) {
        FILE.read(bytes, TaggingSystem::scores);
    }
}
