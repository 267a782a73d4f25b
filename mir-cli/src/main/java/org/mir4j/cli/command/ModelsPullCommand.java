// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.mir4j.models.store.ModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir models pull}. */
@Command(
        name = "pull",
        description =
                "Fetches published models: from MIR_MODELS_MIRROR, or else from upstream; one comes with this program.",
        mixinStandardHelpOptions = true)
final class ModelsPullCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ModelsCommand models;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "the models")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "all published models")
    private boolean all;

    @Override
    public Integer call() {
        ModelStore store = ModelStore.fromEnvironment();
        if (all && !names.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Name models or --all, not both.");
        }
        if (all) {
            names = store.publishedNames();
        }
        if (names.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Which model is to be fetched? Name one, or --all.");
        }
        return models.each(
                names, name -> name + " is in " + store.pull(name).weightsFile().getParent());
    }
}
