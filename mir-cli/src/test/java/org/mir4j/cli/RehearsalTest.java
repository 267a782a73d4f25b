// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.mir4j.cli.terminal.Console;
import org.mir4j.cli.terminal.Terminal;

class RehearsalTest {

    @Test
    void whatIsRehearsedSucceeds() throws IOException {
        var err = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        int code = Rehearsal.run(new Console(out, errors, Terminal.none()));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        assertEquals(0, code);
    }
}
