// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.Workbench;
import org.mir4j.cli.terminal.Console;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Remedy;

/** How whatever goes wrong reaches the person who typed the command. */
class FailuresTest {

    private static String reported(Throwable error) {
        StringWriter text = new StringWriter();
        Failures.report(new PrintWriter(text), error, false);
        return text.toString();
    }

    /** The outcome of a command whose standard output fails so. */
    private static Outcome on(OutputStream failing, String... arguments) {
        return on(failing, false, arguments);
    }

    private static Outcome on(OutputStream failing, boolean readerGone, String... arguments) {
        var err = new ByteArrayOutputStream();
        int code = MirCommand.run(
                new Console(
                        new PrintStream(failing, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.none(),
                        () -> readerGone),
                arguments);
        return new Outcome(code, "", err.toString(StandardCharsets.UTF_8));
    }

    private static final OutputStream FULL = new OutputStream() {
        @Override
        public void write(int value) throws IOException {
            throw new IOException("No space left on device");
        }
    };

    @Test
    void whatCanBeDoneHasTheNameOfItsOption() {
        MirException both = new MirException("There is a run already.").with(Remedy.RESUME, Remedy.REPLACE);
        assertEquals(
                "mir: There is a run already. --resume resumes it, --force replaces it." + System.lineSeparator(),
                reported(both));
        for (Remedy remedy : Remedy.values()) {
            String told = reported(new MirException("No.").with(remedy)).strip();
            assertTrue(told.matches("mir: No\\. (--[a-z-]+|'mir [a-z]+ [a-z]+') .*\\."), told);
        }
        assertEquals("mir: No." + System.lineSeparator(), reported(new MirException("No.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"models list", "models info tiny", "completion", "--help", "tag song.wav -m tiny"})
    void aFullDiskIsNoticedByEveryCommand(String command, @TempDir Path directory) throws IOException {
        try (Workbench bench = new Workbench(directory)) {
            String song = bench.tone("song.wav", 1).toString();
            Outcome outcome = on(FULL, command.replace("song.wav", song).split(" "));
            String said = "mir: What was found cannot be written: the output was closed or its disk is full.";
            assertEquals(
                    said + System.lineSeparator(),
                    outcome.ended(ExitCode.NOTHING_DONE).err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"models list", "completion", "--help", "tag song.wav song.wav -m tiny"})
    void aReaderThatHasSeenEnoughIsNoError(String command, @TempDir Path directory) throws IOException {
        try (Workbench bench = new Workbench(directory)) {
            String song = bench.tone("song.wav", 1).toString();
            Outcome outcome = on(FULL, true, command.replace("song.wav", song).split(" "));
            assertEquals("", outcome.ended(ExitCode.DONE).err());
        }
    }

    @Test
    void errorsOfTheMachineAreSentencesToo() {
        OutputStream exhausted = new OutputStream() {
            @Override
            public void write(int value) {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        Outcome outcome = on(exhausted, "models", "list").ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().startsWith("mir: There is not enough memory for this; "), outcome.err());
        assertTrue(reported(new NoClassDefFoundError("org/Gone")).contains("is missing"));
    }

    @Test
    void aMessageCannotSteerTheTerminal() {
        String steering = "a\u001b[31m\u009b2J\rb\u0007";
        assertTrue(reported(new MirException(steering)).startsWith("mir: a?[31m?2J?b?"));
        Outcome typed = Outcome.of("tag", "--top", steering, "song.wav").ended(ExitCode.USAGE);
        assertFalse(typed.err().contains("\u001b"), typed.err());
    }

    @Test
    void aFileMayBeginWithTheSignThatOtherProgramsTakeForArguments() {
        Outcome outcome = Outcome.of("tag", "@missing.mp3").ended(ExitCode.NOTHING_DONE);
        assertEquals("mir: @missing.mp3 does not exist." + System.lineSeparator(), outcome.err());
    }
}
