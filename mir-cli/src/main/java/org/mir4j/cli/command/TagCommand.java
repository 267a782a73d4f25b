// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.Ffmpeg;
import org.mir4j.cli.command.TagExplanation.Options;
import org.mir4j.cli.input.AudioInputs;
import org.mir4j.cli.terminal.TagTable;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.core.error.MirException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.TaggingOptions;
import org.mir4j.report.TagRenderer;
import org.mir4j.report.TagSelection;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir tag}. */
@Command(
        name = "tag",
        description = "Says what is to be heard in audio files: genres, instruments, moods, voices, sounds.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TagCommand implements Callable<Integer> {

    private enum Format {
        TABLE,
        JSON,
        JSONL,
        CSV
    }

    private static final int MOST_WINDOWS = 100_000;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MirCommand mir;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR|GLOB|-",
            description = "audio files, directories of them, patterns, pipes; - is standard input")
    private List<String> inputs;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            defaultValue = "mir-tagger-1",
            description = "the model (default: ${DEFAULT-VALUE}); 'mir models list' knows all")
    private String model;

    @ArgGroup
    private Amount amount = new Amount();

    private static final class Amount {

        @Option(names = "--top", paramLabel = "N", description = "how many tags to show (default: 10)")
        private int top = 10;

        @Option(names = "--all", description = "show all tags")
        private boolean all;
    }

    @Option(names = "--threshold", paramLabel = "X", description = "show only tags with a score of at least X")
    private double threshold;

    @Option(names = "--timeline", description = "show when the tags hold: the scores of every window")
    private boolean timeline;

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "take N windows, evenly spread, instead of one after the other")
    private Integer windows;

    @Option(
            names = "--format",
            paramLabel = "table|json|jsonl|csv",
            defaultValue = "table",
            description = "how to write")
    private Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "write to a file instead of standard output")
    private Path output;

    @Option(names = "--plot", paramLabel = "PNG", description = "draw when the tags hold, as a picture (of one file)")
    private Path plot;

    @ArgGroup(exclusive = false)
    private Options explain;

    @Mixin
    private StreamOption stream;

    @Option(names = "--force", description = "replace files that are there already")
    private boolean force;

    @Mixin
    private DeviceOptions device;

    @Override
    public Integer call() {
        requireDifferentOutputs();
        stream.requireSense();
        TaggingOptions options = options();
        TagSelection selection = selection();
        ModelOptions network = device.apply();
        AudioInputs found = AudioInputs.of(inputs, mir.spool());
        requireOneFileFor("--plot draws", plot, found);
        requireOneFileFor("--explain explains", explain, found);
        found.failures().forEach(mir::show);
        if (found.files().isEmpty()) {
            return ExitCode.NOTHING_DONE;
        }
        try (TagOutputs outputs = TagOutputs.open(mir.console().out(), output, plot, force);
                TagExplanation explanation = TagExplanation.open(explain, force)) {
            startFfmpeg();
            InstalledModel installed =
                    Models.require(model, ModelCard::tagging, spec.commandLine().getErr());
            explanation.requireTag(installed);
            TaggingRun run = new TaggingRun(mir, selection, renderer(outputs.text(), found.single()), outputs);
            try (Tagger tagger = Tagger.load(installed, network)) {
                run.tag(tagger, readers(found), options);
            }
            if (run.done() > 0) {
                explanation.draw(installed, readers(found).get(0));
            }
            return ExitCode.of(run.done(), run.failed() + found.failures().size());
        }
    }

    private List<AudioReader> readers(AudioInputs found) {
        return found.files().stream()
                .map(file -> stream.of(AudioReader.of(file)))
                .toList();
    }

    private void requireDifferentOutputs() {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("--output", output);
        files.put("--plot", plot);
        files.put("--picture", explain == null ? null : explain.picture());
        files.values().removeIf(Objects::isNull);
        files.forEach((one, file) -> files.forEach((other, otherFile) -> {
            if (!one.equals(other) && areSame(file, otherFile)) {
                throw wrong(one + " and " + other + " name the same file.");
            }
        }));
    }

    private void requireOneFileFor(String what, Object option, AudioInputs found) {
        if (option != null && found.files().size() > 1) {
            throw wrong(what + " one file, and " + found.files().size() + " are named.");
        }
    }

    private static boolean areSame(Path one, Path other) {
        try {
            return one.toAbsolutePath()
                            .normalize()
                            .equals(other.toAbsolutePath().normalize())
                    || Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false; // whether either can be written is asked next
        }
    }

    private TaggingOptions options() {
        if (windows == null) {
            return TaggingOptions.standard();
        }
        if (windows < 1 || windows > MOST_WINDOWS) {
            throw wrong("--windows takes a number from 1 to " + MOST_WINDOWS + ", got " + windows + ".");
        }
        return TaggingOptions.standard().withWindows(windows);
    }

    private TagSelection selection() {
        if (amount.top < 1) {
            throw wrong("--top takes a number from 1 up, got " + amount.top + ".");
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw wrong("--threshold takes a number from 0 to 1, got " + threshold + ".");
        }
        return new TagSelection(
                amount.all ? Integer.MAX_VALUE : amount.top,
                threshold,
                Optional.ofNullable(explain).map(Options::tag));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Loads FFmpeg's natives while PyTorch's are loaded by this thread. */
    private static void startFfmpeg() {
        Thread starter = new Thread(
                () -> {
                    try {
                        Ffmpeg.version();
                    } catch (MirException ignored) {
                        // whoever reads a file says so
                    }
                },
                "mir-ffmpeg");
        starter.setDaemon(true);
        starter.start();
    }

    private TagRenderer renderer(PrintStream out, boolean single) {
        return switch (format) {
            case TABLE -> new TagTable(out, output == null ? mir.console().terminal() : Terminal.none(), timeline);
            case JSON -> TagRenderer.json(out, single ? TagRenderer.Layout.SINGLE : TagRenderer.Layout.ARRAY, timeline);
            case JSONL -> TagRenderer.json(out, TagRenderer.Layout.LINES, timeline);
            case CSV -> TagRenderer.csv(out, timeline);
        };
    }
}
