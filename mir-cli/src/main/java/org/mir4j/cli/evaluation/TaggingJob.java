// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mir4j.audio.window.Windowing;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.core.metric.tagging.Bootstrap;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.evaluation.EvaluationSummary;
import org.mir4j.models.evaluation.tagging.LabelMap;
import org.mir4j.models.evaluation.tagging.LabelMapFile;
import org.mir4j.models.evaluation.tagging.ScoredTracks;
import org.mir4j.models.evaluation.tagging.TaggingEvaluation;
import org.mir4j.models.evaluation.tagging.TaggingFindings;
import org.mir4j.models.run.Fingerprint;
import org.mir4j.models.run.RunSettings;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.report.export.PerTagCsv;
import org.mir4j.report.html.HtmlReport;

/** Evaluates a tagger, or scores made elsewhere, on a labelled dataset. */
public final class TaggingJob {

    private final Session session;
    private final TaggedSplit split;
    private final TaggingEvaluation evaluation;
    private final Optional<Path> mapFile;
    private final List<String> omissions = new ArrayList<>();

    /**
     * Reads which tracks there are.
     *
     * @param session what was asked
     * @param dataset what to evaluate on
     * @param mapFile says which tags stand for which labels
     */
    public TaggingJob(Session session, TaggingDataset dataset, Optional<Path> mapFile) {
        this.session = session;
        this.mapFile = mapFile;
        TaggedSplit whole =
                dataset.load(session.options().root(), session.options().split());
        var choice = TrackChoice.of(whole.tracks(), track -> Stream.of(track.recording()), session.options());
        split = new TaggedSplit(whole.labelling(), whole.labels(), choice.tracks());
        evaluation = new TaggingEvaluation(split);
        omissions.addAll(choice.omissions());
    }

    /**
     * Evaluates a model.
     *
     * @param model from the store
     * @param place where its network runs
     * @param windowing how recordings are cut
     * @return what it comes to
     */
    public EvaluationSummary evaluate(InstalledModel model, PyTorch.Place place, Windowing windowing) {
        ModelCard card = model.card();
        LabelMap map = map(card.tagging().labels());
        Map<String, String> values = ModelIdentity.of(card);
        values.put(
                "windows", windowing instanceof Windowing.Spread spread ? spread.count() + " spread" : "consecutive");
        RunSettings settings = settings(values, map);
        return session.run(settings, () -> {
            int scoredNow = tag(model, place, windowing);
            return publish(
                    card.name(), settings, evaluation.results(session.options().directory(), map), scoredNow);
        });
    }

    private int tag(InstalledModel model, PyTorch.Place place, Windowing windowing) {
        RunOptions options = session.options();
        try (EvaluationProgress progress = new EvaluationProgress(session.console(), options.directory());
                Tagger tagger = Tagger.load(model, place)) {
            evaluation.tag(tagger, windowing, options.workers(), options.directory(), progress);
            return progress.done();
        }
    }

    /**
     * Evaluates scores made elsewhere.
     *
     * @param scores CSV or JSON lines
     * @return what they come to
     */
    public EvaluationSummary evaluate(Path scores) {
        LabelMap map = map(TaggingEvaluation.tagsOf(scores));
        RunSettings settings =
                settings(Map.of("scores", scores.toAbsolutePath().normalize().toString()), map);
        ScoredTracks scored = evaluation.scoresOf(scores, map);
        return session.run(
                settings,
                () -> publish(
                        scores.getFileName().toString(),
                        settings,
                        scored,
                        split.tracks().size()));
    }

    private LabelMap map(List<String> tags) {
        LabelMap map = mapFile.map(file -> LabelMapFile.read(file, split.labels(), tags))
                .orElseGet(() -> LabelMap.same(split.labels(), tags));
        List<String> left = split.labels().stream()
                .filter(label -> !map.tags().containsKey(label))
                .toList();
        if (!left.isEmpty()) {
            omissions.add("Labels that were not scored: " + String.join(", ", left) + ".");
        }
        return map;
    }

    private RunSettings settings(Map<String, String> ofSystem, LabelMap map) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("dataset", session.dataset().name());
        values.put("split", session.options().split());
        values.put("tracks", Integer.toString(split.tracks().size()));
        values.put("truth", evaluation.fingerprint());
        values.put(
                "labels",
                Fingerprint.of(map.tags().entrySet().stream()
                        .flatMap(entry -> Stream.concat(Stream.of(entry.getKey()), entry.getValue().stream()))));
        values.putAll(ofSystem);
        return new RunSettings(values);
    }

    private EvaluationSummary publish(String system, RunSettings settings, ScoredTracks scored, int scoredNow) {
        TaggingFindings findings = TaggingFindings.of(scored, Bootstrap.standard());
        EvaluationSummary summary = session.summary(
                system,
                settings,
                new Session.Findings(split.tracks().size(), scoredNow, scored.failures(), findings.headlines()),
                omissions,
                findings.notes());
        session.files().write("per_tag.csv", out -> PerTagCsv.write(findings, out));
        session.files().write("report.html", out -> HtmlReport.write(summary, findings, out));
        session.publish(summary);
        return summary;
    }
}
