// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.models.ExistingRun;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.Models;
import org.mir4j.models.evaluation.EvaluationListener;
import org.mir4j.models.evaluation.EvaluationOptions;
import org.mir4j.models.evaluation.EvaluationResult;
import org.mir4j.models.evaluation.Evaluator;
import org.mir4j.models.evaluation.LabelMap;
import org.mir4j.models.evaluation.SeparationSystem;
import org.mir4j.models.evaluation.SummaryMetric;
import org.mir4j.models.evaluation.TaggingSystem;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.report.evaluation.EvaluationReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Scores a model over a dataset as {@code mir evaluate} does, with tracks scored by executors: {@code spark-submit --class
 * org.mir4j.spark.EvaluateJob}.
 */
@Command(
        name = "EvaluateJob",
        description = "Scores a model over a whole dataset; the directory of results is that of 'mir evaluate'.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class EvaluateJob implements Callable<Integer> {

    private static final int MOST_WINDOWS = 100_000;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "DATASET", description = "a dataset's name, or a manifest (.csv, .tsv, .jsonl)")
    private String dataset;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            required = true,
            description = "where the dataset lies, at the same place of all machines")
    private Path root;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            required = true,
            description = "the model")
    private String model;

    @Option(names = "--split", paramLabel = "SPLIT", description = "which split (default: the dataset's own default)")
    private String split;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "where results go, on the driver's machine")
    private Path out;

    @Option(names = "--resume", description = "leave tracks that are scored already")
    private boolean resume;

    @Option(names = "--limit", paramLabel = "N", description = "score only N tracks, evenly spread over the split")
    private Integer limit;

    @Option(names = "--skip-missing", description = "score the tracks that are there if others are missing")
    private boolean skipMissing;

    @Option(names = "--windows", paramLabel = "N", description = "take N windows of a track, evenly spread")
    private Integer windows;

    @Option(names = "--map", paramLabel = "FILE", description = "which tags of the model stand for which labels")
    private Path map;

    EvaluateJob() {}

    /**
     * Runs the job.
     *
     * @param arguments {@code --help} shows them
     */
    public static void main(String[] arguments) {
        TableJob.main(new EvaluateJob(), arguments);
    }

    @Override
    public Integer call() {
        requireCount("--limit", limit, Integer.MAX_VALUE);
        requireCount("--windows", windows, MOST_WINDOWS);
        TrackPlan plan = plan();
        Dataset chosen = plan.resolved();
        boolean tags = chosen instanceof TaggingDataset;
        if (!tags && (map != null || windows != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--map and --windows are for labelled datasets, and "
                            + chosen.card().name() + " has stems.");
        }
        InstalledModel installed = Models.get(model);
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(
                SparkSession.builder().getOrCreate().sparkContext());
        EvaluationOptions options = plan.options()
                .withExisting(resume ? ExistingRun.RESUME : ExistingRun.KEEP)
                .withListener(new Told())
                .withRemote(new ClusterTracks(spark, plan, SharedModel.of(spark, installed)));
        Evaluator evaluator = new Evaluator(map == null ? options : options.withLabels(LabelMap.file(map)));
        EvaluationResult result = tags
                ? evaluator.evaluate(TaggingSystem.of(installed, ModelOptions.standard()), plan.tagged(), out)
                : evaluator.evaluate(SeparationSystem.of(installed, ModelOptions.standard()), plan.songs(), out);
        result.summary().forEach(this::show);
        if (!result.failures().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("mir: " + result.failures().size() + " of " + result.tracks()
                            + " tracks could not be scored; summary.json says why.");
        }
        return 0;
    }

    /** Paths as executors need them, whose working directory is another. */
    private TrackPlan plan() {
        boolean isManifest = dataset.matches("(?i).*\\.(csv|tsv|jsonl)");
        return new TrackPlan(
                isManifest ? Path.of(dataset).toAbsolutePath().normalize().toString() : dataset,
                root.toAbsolutePath().normalize().toString(),
                split,
                limit == null ? 0 : limit,
                skipMissing,
                windows == null ? 0 : windows);
    }

    private void requireCount(String option, Integer value, int most) {
        if (value != null && (value < 1 || value > most)) {
            throw new ParameterException(
                    spec.commandLine(), option + " takes a number from 1 to " + most + ", got " + value + ".");
        }
    }

    private void show(SummaryMetric metric) {
        spec.commandLine().getOut().printf(Locale.ROOT, "%s: %.4f %s%n", metric.title(), metric.value(), metric.unit());
    }

    /** Says which tracks fail, and writes what people read. */
    private final class Told implements EvaluationListener {

        @Override
        public void warned(String track, String warning) {
            spec.commandLine().getErr().println("mir: " + warning);
        }

        @Override
        public void finished(String track, Optional<String> failure) {
            failure.ifPresent(cause -> spec.commandLine().getErr().println("mir: " + track + ": " + cause));
        }

        @Override
        public void measured(EvaluationResult result) {
            EvaluationReport.write(result, out);
        }
    }
}
