// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.evaluation.LabelMap;

@Tag("fuzz")
class LabelMapFuzzTest {

    private static final HostileFile FILE = HostileFile.ending(".csv");
    private static final List<String> LABELS = List.of("a", "b", "c");

    static Stream<byte[]> seeds() {
        return Stream.of("a,b\n# left out\nb,\nc,\"a\"\n").map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aMapIsReadOrRefused(byte[] bytes) {
        FILE.read(bytes, file -> LabelMap.file(file).of(LABELS, LABELS));
    }
}
