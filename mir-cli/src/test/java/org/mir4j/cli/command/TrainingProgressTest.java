// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.terminal.Console;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.models.training.TrainingFiles;
import org.mir4j.models.training.TrainingListener;
import org.mir4j.models.training.Validation;

class TrainingProgressTest {

    @TempDir
    Path directory;

    private record Reached() implements Validation {

        @Override
        public double loss() {
            return 0.25;
        }

        @Override
        public Map<String, Double> figures() {
            return Map.of("macro_ap", 0.5);
        }

        @Override
        public String metric() {
            return "macro_ap";
        }
    }

    private String lineOf(double examplesPerSecond) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        try (TrainingProgress progress =
                new TrainingProgress(new Console(stream, stream, Terminal.none()), new TrainingFiles(directory))) {
            progress.finished(
                    new TrainingListener.EpochReport(3, 30, 1e-3, 0.5, new Reached(), true, examplesPerSecond, 12));
        }
        return said.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
    }

    @Test
    void anEpochIsALineWithItsSpeed() {
        assertEquals("epoch 3  loss 0.5000  validation 0.2500  macro-ap 0.5000 *  41.0 examples/s  12 s", lineOf(41));
    }

    @Test
    void anEpochThatWasOnlyValidatedAgainHasNoSpeed() {
        assertEquals("epoch 3  loss 0.5000  validation 0.2500  macro-ap 0.5000 *  12 s", lineOf(Double.NaN));
    }
}
