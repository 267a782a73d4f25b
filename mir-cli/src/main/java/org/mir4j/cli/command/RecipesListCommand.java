// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.PrintWriter;
import org.mir4j.cli.terminal.TextTable;
import org.mir4j.models.training.recipe.ShippedRecipes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir recipes list}. */
@Command(
        name = "list",
        description = "Lists the recipes; 'mir train NAME' trains by one.",
        mixinStandardHelpOptions = true)
final class RecipesListCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private RecipesCommand recipes;

    @Override
    public void run() {
        TextTable table = new TextTable("NAME", "WHAT");
        ShippedRecipes.names().forEach(name -> table.add(name, ShippedRecipes.summary(name)));
        PrintWriter out = spec.commandLine().getOut();
        table.print(out, recipes.mir().console().terminal().lineLength());
        out.flush();
    }
}
