// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.store.ModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mir models export}. */
@Command(
        name = "export",
        description =
                "Writes a model's weights as safetensors, which Python reads too; a TorchScript module as it came.",
        mixinStandardHelpOptions = true)
final class ModelsExportCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "the model")
    private String name;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "the file to write")
    private Path output;

    @Option(
            names = "--half",
            description =
                    "weights of more than one axis in 16-bit floating point: half as large, and a little less exact")
    private boolean half;

    @Option(names = "--force", description = "replace a file that is there already")
    private boolean force;

    @Override
    public void run() {
        try (AtomicFile file = AtomicFile.create(output, force)) {
            Models.require(name, spec.commandLine().getErr());
            export(ModelStore.fromEnvironment(), file.draft());
            file.commit();
        }
        spec.commandLine().getOut().println(name + " is in " + output);
    }

    private void export(ModelStore store, Path draft) {
        if (half) {
            store.exportHalves(name, draft);
        } else {
            store.export(name, draft);
        }
    }
}
