// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.MirException;
import org.mir4j.models.cache.ContentCache;
import org.mir4j.models.cache.FeatureExtraction;
import org.mir4j.models.cache.Features;
import org.mir4j.models.card.CardJson;

/** Features that are kept in a cache, whose checksum the fuzzer is given, as it would not find it. */
@Tag("fuzz")
class FeaturesFuzzTest {

    private static final int HEADER = 32;
    private static final int CHECKSUM_AT = 24;
    private static final String CARD = "mir-models/src/main/resources/org/mir4j/models/card/mtat-fcn.json";
    private static final int BANDS = 96; // of that card

    private static final Path DIRECTORY = directory();
    private static final FeatureExtraction EXTRACTION = extraction();
    private static final HostileFile FILE = new HostileFile(place());

    static Stream<byte[]> seeds() {
        ByteBuffer seed = ByteBuffer.allocate(HEADER + 2 * BANDS * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return Stream.of(seed.putLong(0x4d49522d46454154L)
                .putInt(1)
                .putInt(BANDS)
                .putLong(2)
                .array());
    }

    @MethodSource("seeds")
    @FuzzTest
    void featuresAreReadOrMadeAnew(byte[] bytes) {
        if (bytes.length > HEADER) {
            CRC32 checksum = new CRC32();
            checksum.update(bytes, HEADER, bytes.length - HEADER);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(CHECKSUM_AT, checksum.getValue());
        }
        FILE.read(bytes, FeaturesFuzzTest::walk);
    }

    private static void walk(Path file) {
        Features features = EXTRACTION.of(new Recording(file, 0, Recording.ALL_CHANNELS), "hostile");
        ByteBuffer frame = ByteBuffer.allocate(features.bands() * Short.BYTES);
        for (int i = 0; i < features.frames(); i++) {
            features.copy(i, 1, frame.clear());
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("mir-hostile-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FeatureExtraction extraction() {
        Reader json = new StringReader(new String(HostileFile.example(CARD), StandardCharsets.UTF_8));
        // no engine: what is damaged is not made anew here
        ContentCache cache = new ContentCache(DIRECTORY, warning -> {
            throw new MirException(warning);
        });
        return new FeatureExtraction(CardJson.read(json, CARD).tagging().frontEnd(), null, cache, warning -> {});
    }

    private static Path place() {
        try (Stream<Path> frontEnds = Files.list(DIRECTORY.resolve("features"))) {
            return frontEnds.findFirst().orElseThrow().resolve("hostile.features");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
