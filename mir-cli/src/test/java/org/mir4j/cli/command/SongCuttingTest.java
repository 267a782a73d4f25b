// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.cli.SeparationBench.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.SeparationBench;

/** {@code --shifts}, {@code --overlap} and {@code --segment} of {@code mir separate}, with a module of TorchScript. */
class SongCuttingTest {

    private static final Path MODULE =
            Path.of("..", "mir-models", "src", "test", "resources", "torchscript", "stems.pt");

    private static final String CARD =
            """
            task:
              type: waveform-separation
              sampleRate: 16000
              channels: 2
              stems: [vocals, drums, rest]
              chunks: {samples: 512, overlap: 0.25, fade: triangle}
            """;

    @TempDir
    Path directory;

    private SeparationBench bench;
    private Path song;

    @BeforeEach
    void importModule() throws IOException {
        bench = new SeparationBench(directory);
        song = bench.song("song.wav", SeparationBench.tones(2, 4000, 0.5, 0.25));
        String card = bench.workbench().text("card.yaml", CARD).toString();
        Outcome.of("models", "import", MODULE.toString(), "--like", "torchscript", "--card", card, "--as", "mine")
                .ended(ExitCode.DONE);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Outcome separate(String output, Object... options) {
        Stream<Object> arguments =
                Stream.of("separate", song, "-m", "mine", "-o", bench.path(output), "--bits", "32f", "--device", "cpu");
        return Outcome.of(Stream.concat(arguments, Stream.of(options))
                .map(Object::toString)
                .toArray(String[]::new));
    }

    private static double difference(Path one, Path other) {
        float[] a = read(one).channels()[0];
        float[] b = read(other).channels()[0];
        assertEquals(a.length, b.length);
        double largest = 0;
        for (int n = 0; n < a.length; n++) {
            largest = Math.max(largest, Math.abs(a[n] - b[n]));
        }
        return largest;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--shifts 2", "--overlap 0.5", "--segment 0.01"})
    void eachOfThemChangesHowTheSongIsCut(String option) {
        separate("usual").ended(ExitCode.DONE);
        separate("other", (Object[]) option.split(" ")).ended(ExitCode.DONE);
        double difference = difference(bench.path("usual/song/vocals.wav"), bench.path("other/song/vocals.wav"));
        assertTrue(difference > 1e-6, option + " changes what the network receives at the ends of chunks");
        assertTrue(difference < 0.1, option + " changes stems by " + difference);
    }

    @Test
    void whatTheCardSaysIsTheSameWhereItIsSaid() {
        separate("usual").ended(ExitCode.DONE);
        separate("same", "--shifts", 0, "--overlap", 0.25, "--segment", 0.032).ended(ExitCode.DONE);
        assertEquals(0, difference(bench.path("usual/song/vocals.wav"), bench.path("same/song/vocals.wav")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--segment 0       | --segment takes seconds, more than 0, got 0.0.",
                "--segment NaN     | --segment takes seconds, more than 0, got NaN.",
                "--segment 0.00001 | The model mine cannot cut songs so: a chunk has 2 to ",
                "--segment 1e12    | The model mine cannot cut songs so: a chunk has 2 to ",
                "--overlap 1       | of which it shares a part of at least 0 and less than 1 with the next, got 512 and 1.0.",
                "--overlap -0.1    | of which it shares a part of at least 0 and less than 1 with the next",
                "--overlap NaN     | of which it shares a part of at least 0 and less than 1 with the next",
                "--overlap 0.9999  | chunks of 512 samples with an overlap of 0.9999 get nowhere.",
                "--shifts -1       | a song is shifted 0 to 100 times, got -1.",
                "--shifts 101      | a song is shifted 0 to 100 times, got 101.",
                "--shifts two      | two"
            })
    void whatCutsNothingIsWrongUsage(String options, String named) {
        Outcome outcome = separate("out", (Object[]) options.split(" ")).ended(ExitCode.USAGE);
        assertTrue(outcome.err().contains(named), outcome.err());
        assertFalse(Files.exists(bench.path("out")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--shifts 1", "--overlap 0.5", "--segment 2"})
    void modelsThatMaskSpectrogramsHaveNoneOfThemNorHasAnEnsembleWithOne(String option) {
        for (Object models : new Object[] {"", "-m mine "}) {
            String[] options = (models + option).split(" ");
            Object[] all = Stream.concat(Stream.of(song, "-o", bench.path("out")), Stream.of(options))
                    .toArray();
            Outcome outcome = bench.separate(all).ended(ExitCode.USAGE);
            assertTrue(outcome.err().contains("The model split masks spectrograms"), outcome.err());
            assertFalse(Files.exists(bench.path("out")));
        }
    }

    @Test
    void stemsThatWereCutOtherwiseAreNotResumed() {
        separate("out", "--overlap", 0.5).ended(ExitCode.DONE);
        assertEquals(
                "",
                separate("out", "--overlap", 0.5, "--resume")
                        .ended(ExitCode.DONE)
                        .out());
        String said = separate("out", "--shifts", 1, "--resume")
                .ended(ExitCode.NOTHING_DONE)
                .err();
        assertTrue(said.contains("--overlap was 0.5 and is now not given, --shifts was not given and is now 1"), said);
        separate("out", "--shifts", 1, "--resume", "--force").ended(ExitCode.DONE);
    }
}
