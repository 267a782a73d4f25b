// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.metric.tagging.Bootstrap;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.evaluation.EvaluationSummary;
import org.mir4j.models.evaluation.separation.Estimator;
import org.mir4j.models.evaluation.separation.SeparatedStems;
import org.mir4j.models.evaluation.separation.SeparatedTracks;
import org.mir4j.models.evaluation.separation.SeparationEvaluation;
import org.mir4j.models.evaluation.separation.SeparationFindings;
import org.mir4j.models.run.RunSettings;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.report.export.PerTrackCsv;
import org.mir4j.report.html.HtmlReport;

/** Evaluates estimates of stems on a dataset of songs with their stems. */
public final class SeparationJob {

    private final Session session;
    private final StemSplit split;
    private final SeparationEvaluation evaluation;
    private final List<String> omissions;

    /**
     * Reads which tracks there are.
     *
     * @param session what was asked
     * @param dataset what to evaluate on
     */
    public SeparationJob(Session session, SeparationDataset dataset) {
        this.session = session;
        StemSplit whole =
                dataset.load(session.options().root(), session.options().split());
        var choice = TrackChoice.of(whole.tracks(), track -> track.recordings().stream(), session.options());
        split = new StemSplit(whole.protocol(), whole.stems(), choice.tracks());
        evaluation = new SeparationEvaluation(split);
        omissions = choice.omissions();
    }

    /**
     * Evaluates a model.
     *
     * @param model from the store
     * @param place where its network runs
     * @return what it comes to
     */
    public EvaluationSummary evaluate(InstalledModel model, PyTorch.Place place) {
        RunSettings settings = settings(ModelIdentity.of(model.card()));
        return session.run(settings, () -> {
            try (Separator separator = Separator.load(model, place)) {
                return evaluated(model.card().name(), settings, new SeparatedStems(separator));
            }
        });
    }

    /**
     * Evaluates estimates that come from elsewhere.
     *
     * @param system what the estimates come from, in words
     * @param origin the same, so that two of them cannot be taken for each other
     * @param estimator gives them
     * @return what it comes to
     */
    public EvaluationSummary evaluate(String system, String origin, Estimator estimator) {
        RunSettings settings = settings(Map.of("estimates", origin));
        return session.run(settings, () -> evaluated(system, settings, estimator));
    }

    private EvaluationSummary evaluated(String system, RunSettings settings, Estimator estimator) {
        int scoredNow = score(estimator);
        return publish(system, settings, evaluation.results(session.options().directory()), scoredNow);
    }

    private int score(Estimator estimator) {
        RunOptions options = session.options();
        try (EvaluationProgress progress = new EvaluationProgress(session.console(), options.directory())) {
            evaluation.score(estimator, options.workers(), options.directory(), progress);
            return progress.done();
        }
    }

    private EvaluationSummary publish(String system, RunSettings settings, SeparatedTracks scored, int scoredNow) {
        SeparationFindings findings = SeparationFindings.of(scored, Bootstrap.standard());
        List<String> notes = new ArrayList<>(List.of(protocol()));
        notes.addAll(findings.notes());
        EvaluationSummary summary = session.summary(
                system,
                settings,
                new Session.Findings(split.tracks().size(), scoredNow, scored.failures(), findings.headlines()),
                omissions,
                notes);
        session.files().write("per_track.csv", out -> PerTrackCsv.write(scored, out));
        session.files().write("report.html", out -> HtmlReport.write(summary, findings, out));
        session.publish(summary);
        return summary;
    }

    private String protocol() {
        return split.protocol() == SeparationProtocol.BSS_EVAL_V4
                ? "BSS Eval v4: frames of a second; the median over frames, then over tracks."
                : "BSS Eval v3 of whole tracks; means weighted by the tracks' lengths. GAIN: with a gain for the only"
                        + " distortion allowed, as the first papers on MIR-1K have it, in the place of filters of 512 taps.";
    }

    private RunSettings settings(Map<String, String> identity) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("dataset", session.dataset().name());
        values.put("split", session.options().split());
        values.put("tracks", Integer.toString(split.tracks().size()));
        values.put("truth", evaluation.fingerprint());
        values.put("protocol", split.protocol().name());
        values.put("root", session.options().root().toAbsolutePath().normalize().toString());
        values.putAll(identity);
        return new RunSettings(values);
    }
}
