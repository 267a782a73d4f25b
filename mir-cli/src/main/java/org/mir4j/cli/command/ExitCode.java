// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

/** How a command ends. */
final class ExitCode {

    static final int DONE = 0;
    static final int SOME_FAILED = 1;
    static final int USAGE = 2;
    static final int NOTHING_DONE = 3;

    private ExitCode() {}

    /** The code for inputs of which some may have failed. */
    static int of(int done, int failed) {
        if (failed == 0) {
            return DONE;
        }
        return done == 0 ? NOTHING_DONE : SOME_FAILED;
    }
}
