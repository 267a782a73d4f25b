// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** How many of something run at once: as many as a person asks for, and no more than help. */
final class Counts {

    private Counts() {}

    /**
     * A number that was asked for. More than this machine has a use for are no mistake, as a script may come from a larger
     * one; that they are not used is said.
     */
    static int of(CommandSpec spec, String option, int asked, int most) {
        if (asked < 1) {
            throw new ParameterException(spec.commandLine(), option + " takes a number from 1 up, got " + asked + ".");
        }
        if (asked > most && spec.root().userObject() instanceof MirCommand mir) {
            int cores = Runtime.getRuntime().availableProcessors();
            mir.say(option + " " + asked + " is more than " + cores + (cores == 1 ? " core has" : " cores have")
                    + " a use for; " + most + " will do.");
        }
        return Math.min(asked, most);
    }
}
