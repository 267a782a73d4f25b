// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.store.ImportSettings;
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
        description = {
            "Takes weights of your own into the store, for the architecture and front-end of a known model.",
            "Those of Open-Unmix come in one file for each stem, whose name tells the stem up to the first hyphen or"
                    + " dot. With --like openunmix they may be of any size, which they show themselves.",
            "With --like demucs checkpoints of its authors are read, which say themselves what their networks are, and the"
                    + " YAML files of bags, whose checkpoints lie beside them.",
            "With --like bs-roformer or mel-band-roformer, --config names the YAML that comes with a checkpoint.",
            "With --like torchscript a module of TorchScript is taken as it is. It is a program of its author's, which is"
                    + " run to check it: import only from people you trust."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Try: mir models import tagger.pth --like mtat-fcn --as my-tagger --labels tags.txt",
            "     mir models import vocals.pth drums.pth --like openunmix --as my-umx",
            "     mir models import htdemucs_ft.yaml --like demucs --as my-demucs",
            "     mir models import FILE.ckpt --like bs-roformer --config FILE.yaml --as my-roformer",
            "     mir models import pretrained_models/2stems --like spleeter --as my-spleeter",
            "     mir models import net.pt --like torchscript --card net.yaml --as my-net",
            "     mir models import runs/musicnn --as my-musicnn"
        })
final class ModelsImportCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "files of torch.save or safetensors, several for Open-Unmix only; the index, directory or"
                    + " .tar.gz of a TensorFlow checkpoint; or the directory of a training, which needs no --like")
    private List<Path> files;

    @Option(
            names = "--like",
            paramLabel = "NAME",
            description = "the known model, or a family: openunmix, demucs, bs-roformer, mel-band-roformer,"
                    + " spleeter, torchscript")
    private String like;

    @Option(names = "--as", paramLabel = "NEW", description = "the name of the new model (default: its own)")
    private String name;

    @Option(names = "--labels", paramLabel = "TXT", description = "its tags, one per line (default: the known model's)")
    private Path labels;

    @Option(
            names = "--stems",
            paramLabel = "STEM",
            split = ",",
            description = "the stems of Open-Unmix, in the order of the files (default: by the files' names)")
    private List<String> stems;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            description = "the rate that Open-Unmix operates at (default: the known model's, or 44100)")
    private Integer rate;

    @Option(
            names = "--hop",
            paramLabel = "SAMPLES",
            description = "from one of its frames to the next (default: the known model's, or a quarter of the FFT)")
    private Integer hop;

    @Option(
            names = "--residual",
            description = "let what its stems leave be a stem, as it always is where there is only one")
    private boolean residual;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "where in the files the weights stand, such as ema.state_dict, if several would fit")
    private String key;

    @Option(
            names = "--config",
            paramLabel = "YAML",
            description = "the network's settings, as its authors' code reads them, for families that need them")
    private Path config;

    @Option(
            names = "--card",
            paramLabel = "YAML",
            description = "what the file does not say of its model, for families that need it")
    private Path card;

    @Override
    public void run() {
        InstalledModel model = isModel() ? importDirectory() : importFiles();
        if (model.card().task().format() == WeightsFormat.TORCHSCRIPT) {
            spec.commandLine()
                    .getErr()
                    .println("The model " + model.card().name() + " is a TorchScript module: whoever uses it runs the"
                            + " operators that its author put into it.");
        }
        spec.commandLine()
                .getOut()
                .println(model.card().name() + " is in " + model.weightsFile().getParent());
    }

    /** Whether a directory is named that has a card, or should have one, as it is not said what else is in it. */
    private boolean isModel() {
        return files.size() == 1
                && Files.isDirectory(files.get(0))
                && (like == null || ModelDirectory.isModel(files.get(0)));
    }

    private InstalledModel importFiles() {
        if (like == null || name == null) {
            throw wrong("A file of weights needs --like, a model of the same kind, and --as, a name.");
        }
        return ModelStore.fromEnvironment().importFiles(files, like, name, settings());
    }

    private ImportSettings settings() {
        requirePositive("--rate", rate);
        requirePositive("--hop", hop);
        if (key != null && key.isBlank()) {
            throw wrong("--key takes the name of an entry of the files, got none.");
        }
        return new ImportSettings(
                Optional.ofNullable(labels).map(ModelsImportCommand::lines),
                Optional.ofNullable(stems),
                rate == null ? OptionalInt.empty() : OptionalInt.of(rate),
                hop == null ? OptionalInt.empty() : OptionalInt.of(hop),
                residual,
                Optional.ofNullable(key),
                Optional.ofNullable(config),
                Optional.ofNullable(card));
    }

    private void requirePositive(String option, Integer value) {
        if (value != null && value < 1) {
            throw wrong(option + " takes a number from 1 up, got " + value + ".");
        }
    }

    private InstalledModel importDirectory() {
        if (like != null || key != null || labels != null || config != null || card != null || ofSeparator()) {
            throw wrong("A directory has a card, which says all: it takes no option but --as.");
        }
        InstalledModel model = ModelDirectory.open(files.get(0));
        return ModelStore.fromEnvironment()
                .importModel(model, name == null ? model.card().name() : name);
    }

    private boolean ofSeparator() {
        return stems != null || rate != null || hop != null || residual;
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

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
