// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir datasets}. */
@Command(
        name = "datasets",
        description = "Lists datasets, says how to get them, and checks copies of them.",
        mixinStandardHelpOptions = true,
        subcommands = {DatasetsListCommand.class, DatasetsInfoCommand.class, DatasetsVerifyCommand.class})
final class DatasetsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MirCommand mir;

    /** The command above this one. */
    MirCommand mir() {
        return mir;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What is to be done with datasets? list, info or verify.");
    }
}
