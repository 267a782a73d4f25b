// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir models}. */
@Command(
        name = "models",
        description = "Lists, fetches, inspects, imports, exports and checks models.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ModelsListCommand.class,
            ModelsInfoCommand.class,
            ModelsInspectCommand.class,
            ModelsPullCommand.class,
            ModelsImportCommand.class,
            ModelsExportCommand.class,
            ModelsVerifyCommand.class
        })
final class ModelsCommand implements Runnable {

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
        throw new ParameterException(
                spec.commandLine(),
                "What is to be done with models? list, info, inspect, pull, import, export or verify.");
    }
}
