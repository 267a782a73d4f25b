// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.card.CardJson;

@Tag("fuzz")
/** Rules for names are regular expressions by design, so Jazzer's warning of those that come from outside is off (see the pom). */
class CardFuzzTest {

    private static final HostileFile FILE = HostileFile.ending(".json");

    static Stream<byte[]> seeds() {
        return HostileFile.examples("mir-models/src/main/resources/org/mir4j/models/card", ".json", 10_000);
    }

    @MethodSource("seeds")
    @FuzzTest
    void aCardIsReadOrRefused(byte[] bytes) {
        String json = new String(bytes, StandardCharsets.UTF_8);
        FILE.read(bytes, file -> CardJson.read(new StringReader(json), file.toString()));
    }
}
