// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import picocli.CommandLine.Command;

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
final class ModelsCommand extends CommandGroup {}
