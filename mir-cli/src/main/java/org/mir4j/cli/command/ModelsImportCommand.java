package org.mir4j.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelDirectory;
import org.mir4j.models.store.ModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mir models import}. */
@Command(
        name = "import",
        description = "Takes weights of your own into the store, for the architecture and front-end of a known model.",
        mixinStandardHelpOptions = true)
public final class ModelsImportCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "a file of torch.save or safetensors; or the directory of a training, which needs no --like")
    private Path file;

    @Option(names = "--like", paramLabel = "NAME", description = "the known model")
    private String like;

    @Option(names = "--as", paramLabel = "NEW", description = "the name of the new model (default: its own)")
    private String name;

    @Option(names = "--labels", paramLabel = "TXT", description = "its tags, one a line (default: the known model's)")
    private Path labels;

    @Override
    public void run() {
        InstalledModel model = Files.isDirectory(file) ? importDirectory() : importFile();
        spec.commandLine()
                .getOut()
                .println(model.card().name() + " is in " + model.weightsFile().getParent());
    }

    private InstalledModel importFile() {
        if (like == null || name == null) {
            throw new ParameterException(
                    spec.commandLine(), "A file of weights needs --like, a model of the same kind, and --as, a name.");
        }
        return ModelStore.fromEnvironment()
                .importFile(file, like, name, Optional.ofNullable(labels).map(ModelsImportCommand::lines));
    }

    private InstalledModel importDirectory() {
        if (like != null || labels != null) {
            throw new ParameterException(
                    spec.commandLine(), "A directory has a card: it takes neither --like nor --labels.");
        }
        InstalledModel model = ModelDirectory.open(file);
        return ModelStore.fromEnvironment()
                .importModel(model, name == null ? model.card().name() : name);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new MirException("The labels in " + file + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }
}
