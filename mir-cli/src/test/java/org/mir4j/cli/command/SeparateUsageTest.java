// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.SeparationBench;

class SeparateUsageTest {

    @TempDir
    static Path directory;

    private static SeparationBench bench;
    private static Path song;

    @BeforeAll
    static void open() throws IOException {
        bench = new SeparationBench(directory);
        song = bench.song("song.wav", SeparationBench.tones(1, 1000, 0.5, 0.25));
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--stems piano               | There is no stem 'piano'; the model split gives vocals, accompaniment.",
                "--stems vocals,bass         | There is no stem 'bass'; the model split gives vocals, accompaniment.",
                "--two-stems piano           | There is no stem 'piano'; the model split gives vocals, accompaniment.",
                "--two-stems accompaniment --stems vocals | gives accompaniment, no_accompaniment.",
                "--format ogg                | Audio is written as wav, flac or mp3, not as \"ogg\".",
                "--bits 8                    | WAV is written with 16 or 24 or 32f bits per sample, not with \"8\".",
                "--format flac --bits 32f    | FLAC is written with 16 or 24 bits per sample, not with \"32f\".",
                "--format mp3 --bits 16      | MP3 has no bits per sample; leave out the \"16\".",
                "--start -1                  | --start is at least 0 seconds, got -1.0.",
                "--duration 0                | --duration is more than 0 seconds, got 0.0.",
                "--duration soon             | soon",
                "--device tpu                | tpu",
                "--threads 0                 | --threads takes a number from 1 up, got 0.",
                "--loudness 3                | --loudness"
            })
    void wrongUsageIsRefusedWithWhatWasWrong(String arguments, String named) {
        Object[] all = (song + " -o " + bench.path("out") + " " + arguments).split(" ");
        requireRefused(bench.separate(all), named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "separate song.wav | Missing required option: '--output=DIR'",
                "separate -o out | Missing required parameter"
            })
    void whatIsMissingIsNamed(String arguments, String named) {
        requireRefused(Outcome.of(arguments.split(" ")), named);
    }

    private static void requireRefused(Outcome outcome, String named) {
        outcome.ended(ExitCode.USAGE);
        assertTrue(outcome.err().startsWith("mir: "), outcome.err());
        assertTrue(outcome.err().contains(named), outcome.err());
        assertTrue(outcome.err().contains("See 'mir separate --help'."), outcome.err());
        assertEquals("", outcome.out());
    }
}
