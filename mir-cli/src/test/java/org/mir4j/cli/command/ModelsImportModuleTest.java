// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.Workbench;

/** A module of TorchScript, from its import through every command that takes a model. */
class ModelsImportModuleTest {

    private static final Path MODULES = Path.of("..", "mir-models", "src", "test", "resources", "torchscript");

    private static final String STEMS =
            """
            summary: three stems
            task:
              type: waveform-separation
              sampleRate: 8000
              channels: 2
              stems: [vocals, drums, rest]
              chunks: {samples: 512, overlap: 0.25, fade: triangle}
            """;

    private static final String TAGS =
            """
            summary: three tags
            task:
              type: tagging
              windowSeconds: 0.064
              frontEnd: {sampleRate: 8000}
              network: {activation: sigmoid}
              labels: [low, high, noise]
            """;

    private static final String MASKS =
            """
            task:
              type: separation
              sampleRate: 8000
              channels: 1
              stft: {fftSize: 64, windowLength: 64, hop: 16, window: hann-periodic, padding: reflect}
              network: {activation: sigmoid}
              stems: [vocals, accompaniment]
              segment: {frames: 33, overlap: 8}
            """;

    @TempDir
    Path directory;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Outcome imported(String module, String card) throws IOException {
        String yaml = bench.text("card.yaml", card).toString();
        String file = MODULES.resolve(module + ".pt").toString();
        return Outcome.of("models", "import", file, "--like", "torchscript", "--card", yaml, "--as", "mine");
    }

    @Test
    void aTaggerTags() throws IOException {
        Outcome outcome = imported("tags", TAGS).ended(ExitCode.DONE);
        assertTrue(outcome.err().contains("whoever uses it runs the operators that its author put into it"));
        assertTrue(outcome.out().startsWith("mine is in "), outcome.out());
        String song = bench.noise("song.wav", 1, 3).toString();
        String tags = Outcome.of("tag", song, "-m", "mine", "--all", "--format", "csv")
                .ended(ExitCode.DONE)
                .out();
        assertTrue(tags.contains("low") && tags.contains("high") && tags.contains("noise"), tags);
        String explained = Outcome.of(
                        "tag",
                        song,
                        "-m",
                        "mine",
                        "--explain",
                        "low",
                        "--picture",
                        bench.path("low.png").toString())
                .ended(ExitCode.NOTHING_DONE)
                .err();
        assertTrue(explained.contains("The model mine is a TorchScript module"), explained);
    }

    @Test
    void aTaggerIsEvaluated() throws IOException {
        imported("tags", TAGS).ended(ExitCode.DONE);
        bench.noise("data/0.wav", 1, 1);
        bench.tone("data/1.wav", 1);
        String manifest = bench.text("tracks.csv", "file,labels\n0.wav,noise\n1.wav,low\n")
                .toString();
        String out = bench.path("out").toString();
        String data = bench.path("data").toString();
        String said = Outcome.of("evaluate", manifest, "--root", data, "-m", "mine", "--out", out)
                .ended(ExitCode.DONE)
                .out();
        assertTrue(said.contains("2 of 2 tracks scored"), said);
    }

    @Test
    void aSeparatorSeparates() throws IOException {
        imported("stems", STEMS).ended(ExitCode.DONE);
        String song = bench.noise("song.wav", 0.5, 3).toString();
        Path stems = bench.path("stems");
        Outcome.of("separate", song, "-m", "mine", "-o", stems.toString()).ended(ExitCode.DONE);
        for (String stem : new String[] {"vocals", "drums", "rest"}) {
            assertTrue(Files.size(stems.resolve("song").resolve(stem + ".wav")) > Workbench.RATE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stems", "masks"})
    void aSeparatorIsEvaluated(String module) throws IOException {
        imported(module, module.equals("stems") ? STEMS : MASKS).ended(ExitCode.DONE);
        for (String song : new String[] {"One", "Two"}) {
            bench.tone("songs/" + song + "/vocals.wav", 2);
            bench.noise("songs/" + song + "/drums.wav", 2, song.length());
        }
        Path out = bench.path("out");
        Object[] arguments = {"evaluate", "song-folders", "--root", bench.path("songs"), "--out", out, "-m", "mine"};
        String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        String said = Outcome.of(words).ended(ExitCode.DONE).out();
        assertTrue(said.contains("vocals SDR, median (dB)"), said);
        List<String> rows = Files.readAllLines(out.resolve("per_track.csv"));
        // the accompaniment of a song is all but the vocals; of "stems", drums are a stem as well
        assertEquals(1 + 2 * (module.equals("stems") ? 3 : 2), rows.size(), rows.toString());
        for (String row : rows.subList(1, rows.size())) {
            assertTrue(Double.isFinite(Double.parseDouble(row.split(",")[3])), row);
        }
        assertTrue(Files.readString(out.resolve("summary.json")).contains("\"scored\": 2"));
    }

    @Test
    void itIsListedShownVerifiedAndExportedAsOthersAre() throws IOException {
        imported("stems", STEMS).ended(ExitCode.DONE);
        String list = Outcome.of("models", "list").ended(ExitCode.DONE).out();
        assertTrue(list.lines().anyMatch(line -> line.matches("mine +yes +3 stems .*three stems")), list);
        String info = Outcome.of("models", "info", "mine").ended(ExitCode.DONE).out();
        assertTrue(info.contains("module.pt"), info);
        assertTrue(info.matches("(?s).*architecture +torchscript.*"), info);
        String verified =
                Outcome.of("models", "verify", "mine").ended(ExitCode.DONE).out();
        assertTrue(verified.contains("mine: ok"), verified);
        Path file = bench.path("out.pt");
        Outcome.of("models", "export", "mine", "-o", file.toString()).ended(ExitCode.DONE);
        assertEquals(-1, Files.mismatch(MODULES.resolve("stems.pt"), file));
        Path half = bench.path("half.pt");
        String refused = Outcome.of("models", "export", "mine", "--half", "-o", half.toString())
                .ended(ExitCode.NOTHING_DONE)
                .err();
        assertTrue(refused.contains("TorchScript module"), refused);
        assertFalse(Files.exists(half));
        String inspected = Outcome.of("models", "inspect", "mine", "--layers")
                .ended(ExitCode.NOTHING_DONE)
                .err();
        assertTrue(inspected.contains("no tagger"), inspected);
    }

    @Test
    void aModuleThatIsNotWhatItsCardSaysIsRefused() throws IOException {
        Outcome outcome = imported("tags", TAGS.replace("high, ", "")).ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("gives (1, 3)") && outcome.err().contains("expected (1, 2)"), outcome.err());
        assertFalse(Files.exists(bench.home().resolve("models").resolve("mine")));
    }
}
