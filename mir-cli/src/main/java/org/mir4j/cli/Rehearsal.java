package org.mir4j.cli;

import org.mir4j.cli.command.MirCommand;
import org.mir4j.cli.terminal.Console;

/** Loads the classes that commands use, so that the launcher can make an archive of them. */
public final class Rehearsal {

    private Rehearsal() {}

    /**
     * Runs what needs neither files nor models.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        MirCommand.run(Console.ofProcess(), "--version");
    }
}
