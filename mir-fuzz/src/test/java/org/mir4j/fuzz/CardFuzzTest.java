package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.card.CardJson;

@Tag("fuzz")
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
