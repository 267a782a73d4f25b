// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.cli.Outcome;
import picocli.CommandLine.Command;

class HelpTest {

    static List<String> commands() {
        return named("mir", MirCommand.class);
    }

    private static List<String> named(String name, Class<?> command) {
        List<String> names = new ArrayList<>(List.of(name));
        for (Class<?> child : command.getAnnotation(Command.class).subcommands()) {
            names.addAll(named(name + " " + child.getAnnotation(Command.class).name(), child));
        }
        names.remove("mir help"); // it shows the help of others
        return names;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItself(String command) {
        String[] arguments = (command + " --help").substring("mir ".length()).split(" ");
        Outcome outcome = Outcome.of(arguments).ended(ExitCode.DONE);
        assertTrue(outcome.out().startsWith("Usage: " + command + " "), outcome.out());
        assertTrue(outcome.out().lines().allMatch(line -> line.length() <= 80), outcome.out());
        assertEquals("", outcome.err());
    }

    @Test
    void helpOfACommandIsAlsoReachedThroughHelp() {
        assertEquals(Outcome.of("tag", "--help"), Outcome.of("help", "tag"));
    }

    @Test
    void versionNamesEveryPartThatNumbersDependOn() {
        String out = Outcome.of("--version").ended(ExitCode.DONE).out();
        for (String part : new String[] {"mir ", "DJL ", "PyTorch ", "FFmpeg ", "Java ", "CPU "}) {
            assertTrue(out.lines().anyMatch(line -> line.startsWith(part)), out);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag", "models", "models list", "features", "completion"})
    void everyCommandTellsTheVersion(String command) {
        assertEquals(Outcome.of("--version"), Outcome.of((command + " -V").split(" ")));
    }

    @Test
    void completionIsAScriptThatKnowsTheCommands() {
        String script = Outcome.of("completion").ended(ExitCode.DONE).out();
        assertTrue(script.startsWith("#!/usr/bin/env bash"), script);
        for (String word : new String[] {"complete ", "tag", "separate", "models", "--timeline", "export"}) {
            assertTrue(script.contains(word), word);
        }
    }

    @Test
    void withoutACommandItAsksForOne() {
        Outcome outcome = Outcome.of().ended(ExitCode.USAGE);
        assertTrue(outcome.err().contains("Name a command."), outcome.err());
        assertTrue(Outcome.of("models")
                .ended(ExitCode.USAGE)
                .err()
                .contains("What is to be done with models? list, info, inspect, pull"));
        assertTrue(Outcome.of("datasets").ended(ExitCode.USAGE).err().contains("datasets? list, info or verify."));
    }

    @ParameterizedTest
    @CsvSource({
        "tga,                       Did you mean 'mir tag'?",
        "tagg,                      Did you mean 'mir tag'?",
        "seperate x,                Did you mean 'mir separate'?",
        "models lst,                Did you mean 'mir models list'?",
        "tag x --tpo 3,             Did you mean '--top'?",
        "tag x --fromat=json,       Did you mean '--format'?",
        "separate x -o y --duraton, Did you mean '--duration'?",
        "features x -o y --band 3,  Did you mean '--bands'?"
    })
    void whatIsMistypedIsMetWithWhatWasMeant(String typed, String said) {
        Outcome outcome = Outcome.of(typed.split(" ")).ended(ExitCode.USAGE);
        assertTrue(outcome.err().lines().anyMatch(said::equals), outcome.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyzzy", "tag x --xyzzy", "tag x -q", "completion more"})
    void nothingIsSuggestedForWhatIsLikeNothing(String typed) {
        Outcome outcome = Outcome.of(typed.split(" ")).ended(ExitCode.USAGE);
        assertEquals(2, outcome.err().lines().count(), outcome.err());
    }
}
