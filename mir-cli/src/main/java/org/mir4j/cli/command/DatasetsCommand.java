// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import picocli.CommandLine.Command;

/** {@code mir datasets}. */
@Command(
        name = "datasets",
        description = "Lists datasets, says how to get them, and checks copies of them.",
        mixinStandardHelpOptions = true,
        subcommands = {DatasetsListCommand.class, DatasetsInfoCommand.class, DatasetsVerifyCommand.class})
final class DatasetsCommand extends CommandGroup {}
