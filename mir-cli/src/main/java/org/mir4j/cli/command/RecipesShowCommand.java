// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.PrintWriter;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.training.recipe.ShippedRecipes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mir recipes show}. */
@Command(
        name = "show",
        description = "Writes a recipe as it stands, to be changed and trained by: mir recipes show NAME > my.yaml",
        mixinStandardHelpOptions = true)
final class RecipesShowCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "the recipe; 'mir recipes list' knows all")
    private String name;

    @Override
    public void run() {
        String known = ShippedRecipes.named(name)
                .orElseThrow(
                        () -> new ModelException("There is no recipe '" + name + "'; those that come with this program"
                                + " are " + String.join(", ", ShippedRecipes.names()) + "."));
        PrintWriter out = spec.commandLine().getOut();
        out.print(ShippedRecipes.text(known));
        out.flush();
    }
}
