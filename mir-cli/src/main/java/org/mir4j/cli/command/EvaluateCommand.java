// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.mir4j.audio.window.Windowing;
import org.mir4j.cli.terminal.Console;
import org.mir4j.cli.terminal.TextTable;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.PublishedScore;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.datasets.Datasets;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.evaluation.EvaluationListener;
import org.mir4j.models.evaluation.EvaluationOptions;
import org.mir4j.models.evaluation.EvaluationResult;
import org.mir4j.models.evaluation.EvaluationSplit;
import org.mir4j.models.evaluation.Evaluator;
import org.mir4j.models.evaluation.LabelMap;
import org.mir4j.models.evaluation.SeparationSystem;
import org.mir4j.models.evaluation.SummaryMetric;
import org.mir4j.models.evaluation.TaggingSystem;
import org.mir4j.models.store.InstalledModel;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir evaluate}. */
@Command(
        name = "evaluate",
        description = "Scores a model over a whole dataset, by the protocol of those who publish on it.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {

    private enum Format {
        TABLE,
        JSON
    }

    private static final int MOST_WINDOWS = 100_000;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MirCommand mir;

    @Parameters(
            paramLabel = "DATASET",
            description = "a dataset's name ('mir datasets list' knows all), or a manifest (.csv, .tsv, .jsonl)")
    private String dataset;

    @Option(names = "--root", paramLabel = "DIR", required = true, description = "where the dataset lies")
    private Path root;

    @ArgGroup(multiplicity = "1")
    private CandidateOptions candidate;

    @Option(names = "--split", paramLabel = "SPLIT", description = "which split (default: the dataset's own default)")
    private String split;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where results go (default: evaluations/DATASET-SPLIT-MODEL)")
    private Path out;

    @ArgGroup
    private ExistingRunOptions existing = new ExistingRunOptions();

    @Option(names = "--workers", paramLabel = "N", description = "tracks worked on at once (default: all cores)")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--limit", paramLabel = "N", description = "score only N tracks, evenly spread over the split")
    private Integer limit;

    @Option(names = "--skip-missing", description = "score the tracks that are there if others are missing")
    private boolean skipMissing;

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "take N windows of a track, evenly spread (published protocols: 16), not one after the other")
    private Integer windows;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description = "which tags of the model stand for which labels: one line label,tag each")
    private Path map;

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "how to show the summary")
    private Format format;

    @Mixin
    private DeviceOptions device;

    @Override
    public Integer call() {
        workers = Counts.of(spec, "--workers", workers, 4 * Runtime.getRuntime().availableProcessors());
        requireCount("--limit", limit, Integer.MAX_VALUE);
        requireCount("--windows", windows, MOST_WINDOWS);
        ModelOptions network = device.apply(workers); // before anything starts the engine
        Dataset chosen = Datasets.of(dataset);
        String name =
                split == null ? chosen.card().defaultSplit() : chosen.card().requireSplit(split);
        Path directory = out == null ? directory(chosen, name) : out;
        EvaluationResult result;
        try (EvaluationProgress progress = new EvaluationProgress(mir.console(), directory)) {
            Evaluator evaluator = new Evaluator(options(progress));
            result = chosen instanceof TaggingDataset tagging
                    ? evaluate(evaluator, tagging, name, directory, network)
                    : evaluate(evaluator, (SeparationDataset) chosen, name, directory, network);
        }
        show(result, directory);
        return ExitCode.of(result.scored(), result.failures().size());
    }

    private EvaluationOptions options(EvaluationListener listener) {
        EvaluationOptions options = EvaluationOptions.standard()
                .withWorkers(workers)
                .withExisting(existing.choice())
                .withListener(listener);
        options = windows == null ? options : options.withWindowing(new Windowing.Spread(windows));
        return map == null ? options : options.withLabels(LabelMap.file(map));
    }

    private EvaluationResult evaluate(
            Evaluator evaluator, TaggingDataset chosen, String name, Path directory, ModelOptions network) {
        if (candidate.hasStems()) {
            throw wrong(chosen.card().name() + " has labels and no stems: it takes --model or --scores.");
        }
        var tracks = EvaluationSplit.load(chosen, root, name, selection());
        TaggingSystem system = candidate.hasScores()
                ? TaggingSystem.scores(candidate.scores())
                : TaggingSystem.of(model(ModelCard::tagging), network);
        return evaluator.evaluate(system, tracks, directory);
    }

    private EvaluationResult evaluate(
            Evaluator evaluator, SeparationDataset chosen, String name, Path directory, ModelOptions network) {
        if (candidate.hasScores()) {
            throw wrong(chosen.card().name() + " has stems and no labels: it takes --model, --estimates or --oracle.");
        }
        if (map != null || windows != null) {
            throw wrong("--map and --windows are for labelled datasets, and "
                    + chosen.card().name() + " has stems.");
        }
        var songs = EvaluationSplit.load(chosen, root, name, selection());
        SeparationSystem system = candidate.isModel()
                ? SeparationSystem.of(model(ModelCard::separation), network)
                : candidate.stems(name);
        return evaluator.evaluate(system, songs, directory);
    }

    private EvaluationSplit.Selection selection() {
        return new EvaluationSplit.Selection(limit == null ? OptionalInt.empty() : OptionalInt.of(limit), skipMissing);
    }

    private void show(EvaluationResult result, Path directory) {
        Console console = mir.console();
        if (format == Format.JSON) {
            console.out().print(result.toJson());
        } else {
            SummaryTable.print(result, console.outWriter(), console.terminal().lineLength());
        }
        if (!result.failures().isEmpty()) {
            console.errWriter()
                    .println(result.failures().size() + " of " + result.tracks()
                            + " tracks could not be scored; summary.json says why.");
        }
        console.errWriter().println("Written to " + directory + ".");
    }

    private InstalledModel model(Consumer<ModelCard> check) {
        return Models.require(candidate.model(), check, spec.commandLine().getErr());
    }

    private Path directory(Dataset chosen, String splitName) {
        return Path.of("evaluations", chosen.card().name() + "-" + splitName + "-" + candidate.name());
    }

    private void requireCount(String option, Integer value, int most) {
        if (value != null && (value < 1 || value > most)) {
            throw wrong(option + " takes a number from 1 to " + most + ", got " + value + ".");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** What is to be evaluated: exactly one of these. */
    private static final class CandidateOptions {

        enum Oracle {
            IRM,
            IBM,
            MIXTURE
        }

        @Option(
                names = {"-m", "--model"},
                paramLabel = "MODEL",
                description = "a model; 'mir models list' knows all")
        private String model;

        @Option(
                names = "--scores",
                paramLabel = "FILE",
                description = "tags predicted elsewhere: CSV (track,tag,tag...), or JSON lines")
        private Path scores;

        @Option(
                names = "--estimates",
                paramLabel = "DIR",
                description = "stems separated elsewhere: one folder per track with one file per stem")
        private Path estimates;

        @Option(
                names = "--oracle",
                paramLabel = "irm|ibm|mixture",
                description = "ideal ratio or binary masks, or the unprocessed mixture: the bounds of separation")
        private Oracle oracle;

        String model() {
            return model;
        }

        Path scores() {
            return scores;
        }

        /** Whether it is a model, of whatever task. */
        boolean isModel() {
            return model != null;
        }

        /** Whether it can only be measured by labels. */
        boolean hasScores() {
            return scores != null;
        }

        /** Whether it can only be measured by stems. */
        boolean hasStems() {
            return estimates != null || oracle != null;
        }

        /** In words, for reports and for the name of a directory. */
        String name() {
            if (model != null) {
                return model;
            }
            if (oracle != null) {
                return "oracle-" + oracle.name().toLowerCase(Locale.ROOT);
            }
            return (scores == null ? estimates : scores)
                            .toAbsolutePath()
                            .normalize()
                            .getFileName() + "";
        }

        /** Where estimates of stems come from. */
        SeparationSystem stems(String split) {
            if (estimates != null) {
                return SeparationSystem.estimates(estimates, split);
            }
            return switch (oracle) {
                case IRM -> SeparationSystem.oracle(SeparationSystem.Masks.RATIO);
                case IBM -> SeparationSystem.oracle(SeparationSystem.Masks.BINARY);
                case MIXTURE -> SeparationSystem.mixture();
            };
        }
    }

    /** The numbers of an evaluation, for the terminal. */
    private static final class SummaryTable {

        private SummaryTable() {}

        /**
         * Prints the table.
         *
         * @param result what was found
         * @param out where to
         * @param width lines longer than this are cut
         */
        public static void print(EvaluationResult result, PrintWriter out, int width) {
            out.println(result.system() + " on " + result.dataset().title() + ", " + result.split() + ": "
                    + result.scored() + " of " + result.tracks() + " tracks scored");
            TextTable table = new TextTable("METRIC", "VALUE", "95 % INTERVAL");
            for (SummaryMetric metric : result.summary()) {
                table.add(title(metric), value(metric, metric.value()), interval(metric));
            }
            table.print(out, width);
            for (PublishedScore score : result.published()) {
                out.println("published: " + score.system() + ": " + figures(score) + " (" + score.source() + ")");
            }
            result.omissions().forEach(out::println);
            result.notes().forEach(out::println);
        }

        private static String title(SummaryMetric metric) {
            return metric.unit().isEmpty() ? metric.title() : metric.title() + " (" + metric.unit() + ")";
        }

        private static String interval(SummaryMetric metric) {
            double low = metric.interval().low();
            return Double.isNaN(low)
                    ? ""
                    : value(metric, low) + " to "
                            + value(metric, metric.interval().high());
        }

        private static String value(SummaryMetric metric, double value) {
            if (Double.isNaN(value)) {
                return "undefined";
            }
            return String.format(Locale.ROOT, metric.unit().isEmpty() ? "%.4f" : "%.2f", value);
        }

        private static String figures(PublishedScore score) {
            StringBuilder words = new StringBuilder();
            score.figures().forEach((name, value) -> words.append(words.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(' ')
                    .append(value));
            return words.toString();
        }
    }
}
