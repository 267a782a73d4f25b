// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private static final String CLEAR = "\r\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String drawn() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itIsFilledByWhatIsDone() {
        try (ProgressBar bar = new ProgressBar(out, new Terminal(false, true, 80, false), 4)) {
            bar.update(1, "1/4 files", "30x real time");
        }
        assertTrue(drawn().startsWith(CLEAR + "━".repeat(6) + "╌".repeat(18) + " 1/4 files  30x real time  "), drawn());
        assertTrue(drawn().endsWith(" left" + CLEAR), drawn());
    }

    @Test
    void itNeverReachesTheLastColumn() {
        try (ProgressBar bar = new ProgressBar(out, new Terminal(false, true, 30, false), 4)) {
            bar.update(1, "1/4 files", "30x real time");
            assertEquals(29, drawn().length() - CLEAR.length());
        }
    }

    @Test
    void itIsNotDrawnAgainOnceItHasEnded() {
        try (ProgressBar bar = new ProgressBar(out, new Terminal(false, true, 80, false), 4)) {
            bar.update(1, "1/4 files", "30x real time");
            bar.end();
            bar.update(2, "2/4 files", "30x real time");
        }
        assertTrue(drawn().endsWith(" left" + CLEAR) && !drawn().contains("2/4"), drawn());
    }

    @Test
    void nothingIsDrawnWhereStandardErrorIsNoTerminal() {
        try (ProgressBar bar = new ProgressBar(out, new Terminal(true, false, 80, true), 4)) {
            bar.update(1, "1/4 files", "30x real time");
        }
        assertEquals("", drawn());
    }
}
