// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.Workbench;

class TagUsageTest {

    @TempDir
    static Path directory;

    private static Workbench bench;

    @BeforeAll
    static void open() throws IOException {
        bench = new Workbench(directory);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--loudness 3 song.wav      | --loudness",
                "--top 0 song.wav           | --top takes a number from 1 up, got 0.",
                "--top many song.wav        | many",
                "--top 3 --all song.wav     | --all",
                "--threshold 2 song.wav     | --threshold takes a number from 0 to 1, got 2.0.",
                "--threshold -0.1 song.wav  | --threshold takes a number from 0 to 1, got -0.1.",
                "--threshold NaN song.wav   | --threshold takes a number from 0 to 1, got NaN.",
                "--windows 0 song.wav       | --windows takes a number from 1 to 100000, got 0.",
                "--windows 999999 song.wav  | --windows takes a number from 1 to 100000, got 999999.",
                "--threads 0 song.wav       | --threads takes a number from 1 up, got 0.",
                "--device tpu song.wav      | tpu",
                "--format xml song.wav      | xml",
                "-o x --plot x song.wav     | --output and --plot name the same file.",
                "-o x --plot ./y/../x a.wav | --output and --plot name the same file.",
                "--explain guitar song.wav  | mir: Missing required argument(s): --picture",
                "--timeline                 | Missing required parameter"
            },
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = true)
    void wrongUsageIsRefusedWithWhatWasWrong(String arguments, String named) {
        Outcome outcome = Outcome.of(("tag " + arguments).split(" ")).ended(ExitCode.USAGE);
        assertTrue(outcome.err().startsWith("mir: "), outcome.err());
        assertTrue(outcome.err().contains(named), outcome.err());
        assertTrue(outcome.err().contains("See 'mir tag --help'."), outcome.err());
        assertEquals("", outcome.out());
    }

    @Test
    void aPictureIsOfOneFile() throws IOException {
        String first = bench.tone("first.wav", 1).toString();
        String second = bench.tone("second.wav", 1).toString();
        String picture = bench.path("two.png").toString();
        Outcome outcome = Outcome.of("tag", first, second, "--plot", picture).ended(ExitCode.USAGE);
        assertTrue(outcome.err().contains("--plot draws one file, and 2 are named."), outcome.err());
    }

    @Test
    void moreThreadsThanCoresAreAWarning() {
        Outcome outcome = Outcome.of("tag", "gone.wav", "--threads", "99999").ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().startsWith("mir: --threads 99999 is more than "), outcome.err());
        assertTrue(outcome.err().contains("mir: gone.wav does not exist."), outcome.err());
    }
}
