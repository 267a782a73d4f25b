// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.mir4j.models.store.ModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir models verify}. */
@Command(
        name = "verify",
        description = "Holds the weights in the store against the checksums of their cards.",
        mixinStandardHelpOptions = true)
final class ModelsVerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ModelsCommand models;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "the models (default: all in the store)")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() {
        ModelStore store = ModelStore.fromEnvironment();
        List<String> checked = names.isEmpty() ? store.installedNames() : names;
        if (checked.isEmpty()) {
            spec.commandLine().getOut().println("There are no models in the store.");
        }
        return models.each(checked, name -> {
            store.verify(name);
            return name + ": ok";
        });
    }
}
