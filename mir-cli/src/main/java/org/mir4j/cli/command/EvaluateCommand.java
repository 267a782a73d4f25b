// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.mir4j.audio.window.Windowing;
import org.mir4j.cli.evaluation.RunOptions;
import org.mir4j.cli.evaluation.SeparationJob;
import org.mir4j.cli.evaluation.Session;
import org.mir4j.cli.evaluation.TaggingJob;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.datasets.Datasets;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.evaluation.EvaluationSummary;
import org.mir4j.models.run.RunDirectory;
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
public final class EvaluateCommand implements Callable<Integer> {

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
            description = "which tags of the model stand for which labels: a line label,tag each")
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
        PyTorch.Place place = device.apply(workers); // before anything starts the engine
        Dataset chosen = Datasets.of(dataset);
        Session session = session(chosen);
        EvaluationSummary summary = chosen instanceof TaggingDataset tagging
                ? evaluate(session, tagging, place)
                : evaluate(session, (SeparationDataset) chosen, place);
        return ExitCode.of(summary.scored(), summary.failures().size());
    }

    private EvaluationSummary evaluate(Session session, TaggingDataset chosen, PyTorch.Place place) {
        if (candidate.hasStems()) {
            throw wrong(chosen.card().name() + " has labels and no stems: it takes --model or --scores.");
        }
        TaggingJob job = new TaggingJob(session, chosen, Optional.ofNullable(map));
        if (candidate.hasScores()) {
            return job.evaluate(candidate.scores());
        }
        Windowing windowing = windows == null ? new Windowing.Consecutive() : new Windowing.Spread(windows);
        return job.evaluate(model(ModelCard::tagging), place, windowing);
    }

    private EvaluationSummary evaluate(Session session, SeparationDataset chosen, PyTorch.Place place) {
        if (candidate.hasScores()) {
            throw wrong(chosen.card().name() + " has stems and no labels: it takes --model, --estimates or --oracle.");
        }
        if (map != null || windows != null) {
            throw wrong("--map and --windows are for labelled datasets, and "
                    + chosen.card().name() + " has stems.");
        }
        SeparationJob job = new SeparationJob(session, chosen);
        return candidate.isModel()
                ? job.evaluate(model(ModelCard::separation), place)
                : job.evaluate(
                        candidate.name(),
                        candidate.origin(),
                        candidate.estimator(session.options().split()));
    }

    private InstalledModel model(Consumer<ModelCard> check) {
        return Models.require(candidate.model(), check, spec.commandLine().getErr());
    }

    private Session session(Dataset chosen) {
        String name =
                split == null ? chosen.card().defaultSplit() : chosen.card().requireSplit(split);
        RunOptions options = new RunOptions(
                root,
                name,
                new RunDirectory(out == null ? directory(chosen, name) : out),
                existing.choice(),
                workers,
                limit == null ? OptionalInt.empty() : OptionalInt.of(limit),
                skipMissing);
        return new Session(
                mir.console(), format == Format.JSON, chosen.card(), options, Versions.parts(), Instant.now());
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
}
