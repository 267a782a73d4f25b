// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.engine.Versions;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.run.RunDirectory;
import org.mir4j.models.run.RunLock;
import org.mir4j.models.run.RunSettings;

/**
 * Scores a system on the tracks of a split: each track by itself, several at a time, which can be interrupted and resumed;
 * then all of them together.
 *
 * <pre>{@code
 * var split = EvaluationSplit.load(dataset, root, "test");
 * try (Tagger tagger = Tagger.load(model, place)) {
 *     EvaluationResult result = new Evaluator().evaluate(TaggingSystem.of(tagger), split, Path.of("evaluation"));
 *     System.out.println(result.value("roc_auc"));
 * }
 * }</pre>
 */
public final class Evaluator {

    private final EvaluationOptions options;

    /** Evaluates in the usual way: see {@link EvaluationOptions#standard()}. */
    public Evaluator() {
        this(EvaluationOptions.standard());
    }

    /**
     * @param options how to evaluate
     */
    public Evaluator(EvaluationOptions options) {
        this.options = options;
    }

    /**
     * Evaluates tags.
     *
     * @param system gives scores of tags
     * @param split the tracks and their labels
     * @param directory of the run; it is made if it is not there
     * @return what was found
     * @throws DatasetException if the system does not know the labels, or no track could be scored
     * @throws MirException if the directory holds another run or cannot be written, or the calling thread is interrupted
     */
    public EvaluationResult evaluate(TaggingSystem system, EvaluationSplit<TaggedSplit> split, Path directory) {
        return evaluate(new TaggingEvaluation(system, split.tracks(), options), split, directory);
    }

    /**
     * Evaluates stems.
     *
     * @param system gives estimates of stems
     * @param split the songs and their true stems
     * @param directory of the run; it is made if it is not there
     * @return what was found
     * @throws DatasetException if no track could be scored
     * @throws MirException if the directory holds another run or cannot be written, or the calling thread is interrupted
     */
    public EvaluationResult evaluate(SeparationSystem system, EvaluationSplit<StemSplit> split, Path directory) {
        return evaluate(new SeparationEvaluation(system, split.tracks(), split.root()), split, directory);
    }

    private EvaluationResult evaluate(TaskEvaluation task, EvaluationSplit<?> split, Path path) {
        Instant started = Instant.now();
        RunSettings settings = settings(task, split);
        RunDirectory directory = new RunDirectory(path);
        RunLock lock = directory.open(settings, options.existing()); // no other process writes into it meanwhile
        try {
            int scoredNow = task.score(directory, options);
            EvaluationResult result = result(task, split, settings, new Session(started, scoredNow));
            options.listener().measured(result);
            write(directory.path().resolve("summary.json"), result);
            return result;
        } finally {
            lock.close();
        }
    }

    private static RunSettings settings(TaskEvaluation task, EvaluationSplit<?> split) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("dataset", split.dataset().name());
        values.put("split", split.name());
        values.put("tracks", Integer.toString(task.tracks()));
        values.putAll(task.settings());
        return new RunSettings(values);
    }

    /** When this session of the run began, and how many tracks it scored. */
    private record Session(Instant started, int scored) {}

    private EvaluationResult result(
            TaskEvaluation task, EvaluationSplit<?> split, RunSettings settings, Session session) {
        List<EvaluationResult.Failure> failures = task.failures();
        if (failures.size() == task.tracks()) {
            throw new DatasetException("None of the " + failures.size() + " tracks could be scored; the first: "
                    + failures.get(0).cause());
        }
        TaskMetrics metrics = task.measure(options.bootstrap());
        List<String> omissions = new ArrayList<>(split.omissions());
        omissions.addAll(task.omissions());
        List<String> notes = new ArrayList<>(metrics.notes());
        notes.addAll(task.warnings());
        return new EvaluationResult(
                split.dataset(),
                split.name(),
                task.system(),
                settings.values(),
                task.tracks(),
                failures,
                metrics.summary(),
                metrics,
                omissions,
                notes,
                Versions.parts(),
                EvaluationResult.Time.since(session.started(), session.scored()));
    }

    private static void write(Path file, EvaluationResult result) {
        try {
            AtomicFile.write(file, draft -> Files.writeString(draft, result.toJson()));
        } catch (IOException e) {
            throw new MirException(file + " cannot be written: " + Reason.of(e) + ".", e);
        }
    }
}
