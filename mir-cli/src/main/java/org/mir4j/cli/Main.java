// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli;

import org.mir4j.cli.command.MirCommand;
import org.mir4j.cli.terminal.Console;

/** Where {@code mir} starts. */
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code: 0 done, 1 some inputs failed, 2 wrong usage, 3 nothing
     * could be done.
     *
     * @param arguments as typed
     */
    public static void main(String[] arguments) {
        System.exit(MirCommand.run(Console.ofProcess(), arguments));
    }
}
