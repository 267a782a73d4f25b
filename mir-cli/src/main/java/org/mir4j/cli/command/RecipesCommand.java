// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir recipes}. */
@Command(
        name = "recipes",
        description = "Lists and shows the recipes of trainings that come with this program.",
        mixinStandardHelpOptions = true,
        subcommands = {RecipesListCommand.class, RecipesShowCommand.class})
final class RecipesCommand implements Runnable {

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
        throw new ParameterException(spec.commandLine(), "What is to be done with recipes? list or show.");
    }
}
