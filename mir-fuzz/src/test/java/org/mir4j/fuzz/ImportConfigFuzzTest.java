// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.store.ImportSettings;
import org.mir4j.models.store.ModelStore;

/** What lies beside good weights and says what they are: YAML of bags and RoFormers, JSON of Spleeter, cards of modules. */
@Tag("fuzz")
class ImportConfigFuzzTest {

    private static final Path RESOURCES = Path.of("..", "mir-models", "src", "test", "resources");
    private static final List<String> MEMBERS = List.of("1b1b1b1b-68ea2c70.th", "2b2b2b2b-9a51c9d9.th");
    private static final HostileFile FILE = HostileFile.ending(".yaml");

    private static final String CARD =
            """
            task:
              type: waveform-separation
              sampleRate: 8000
              channels: 2
              stems: [vocals, drums, rest]
              chunks: {samples: 512, overlap: 0.25, fade: triangle}
            """;

    static Stream<byte[]> seeds() {
        return Stream.of(
                        HostileFile.examples("mir-models/src/test/resources/demucs", ".yaml", 2_000),
                        HostileFile.examples("mir-models/src/test/resources/roformer", ".yaml", 2_000),
                        HostileFile.examples("mir-models/src/test/resources/spleeter/two", ".json", 2_000),
                        Stream.of(CARD.getBytes()))
                .flatMap(each -> each);
    }

    @MethodSource("seeds")
    @FuzzTest
    void aModelIsImportedOrRefused(byte[] bytes) {
        putMembersBeside(FILE.file());
        FILE.read(bytes, config -> {
            ImportSettings configured = ImportSettings.none().withConfig(config);
            read("demucs", config, ImportSettings.none());
            read("bs-roformer", RESOURCES.resolve("roformer/bs.ckpt"), configured);
            read("mel-band-roformer", RESOURCES.resolve("roformer/mel-1.2.ckpt"), configured);
            read("spleeter", RESOURCES.resolve("spleeter/two/model.index"), configured);
            read(
                    "torchscript",
                    RESOURCES.resolve("torchscript/stems.pt"),
                    ImportSettings.none().withCard(config));
        });
    }

    /** The models that the bags name. */
    private static void putMembersBeside(Path bag) {
        for (String name : MEMBERS) {
            Path member = bag.resolveSibling(name);
            if (Files.notExists(member)) {
                member.toFile().deleteOnExit();
                try {
                    Files.copy(RESOURCES.resolve("demucs").resolve(name), member);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Imports weights to a store of their own. A refusal may be of the weights, which do not fit what is said of them. */
    private static void read(String family, Path weights, ImportSettings settings) {
        Path home = home();
        try {
            new ModelStore(home, Optional.empty()).importFiles(List.of(weights), family, "mine", settings);
        } catch (ModelException e) {
            if (!e.getMessage().contains(weights.getFileName().toString())) {
                throw e;
            }
        } finally {
            delete(home);
        }
    }

    private static Path home() {
        try {
            return Files.createTempDirectory("mir-home-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path home) {
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
