// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import picocli.CommandLine.Command;

/** {@code mir recipes}. */
@Command(
        name = "recipes",
        description = "Lists and shows the recipes of trainings that come with this program.",
        mixinStandardHelpOptions = true,
        subcommands = {RecipesListCommand.class, RecipesShowCommand.class})
final class RecipesCommand extends CommandGroup {}
