// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    @Test
    void textStaysInOrderWhicheverWayItTakes() {
        var bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        Console console = new Console(out, out, Terminal.none());
        console.outWriter().print("ä");
        console.out().print("b");
        console.outWriter().print("𝄞");
        console.errWriter().print("d");
        console.out().flush();
        assertEquals("äb𝄞d", bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void controlCharactersBecomeQuestionMarksAndLinesStay() {
        assertEquals("a?[2Jb\r\nc?d\ne?", Terminal.printable("a\u001b[2Jb\r\nc\rd\ne\u009b"));
    }
}
