// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.mir4j.cli.command.MirCommand;
import org.mir4j.cli.terminal.Console;
import org.mir4j.cli.terminal.Terminal;

/** What a run of {@code mir} in this process gave. */
public record Outcome(int code, String out, String err) {

    /** Runs a command whose output goes to no terminal. */
    public static Outcome of(String... arguments) {
        return on(Terminal.none(), arguments);
    }

    public static Outcome on(Terminal terminal, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal);
        int code = MirCommand.run(console, arguments);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** This outcome, if the command has ended so; no outcome shows where in the program an error arose. */
    public Outcome ended(int expected) {
        assertEquals(expected, code, () -> "output: " + out + "\nerrors: " + err);
        assertFalse(err.contains("\tat ") || err.contains("    at ") || err.contains("inside the program"), err);
        return this;
    }
}
