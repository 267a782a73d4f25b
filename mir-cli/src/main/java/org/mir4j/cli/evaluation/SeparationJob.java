package org.mir4j.cli.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.cli.report.PerTrackCsv;
import org.mir4j.cli.report.html.HtmlReport;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.metric.tagging.Bootstrap;
import org.mir4j.models.evaluation.EvaluationSummary;
import org.mir4j.models.evaluation.run.RunSettings;
import org.mir4j.models.evaluation.separation.Estimator;
import org.mir4j.models.evaluation.separation.SeparatedTracks;
import org.mir4j.models.evaluation.separation.SeparationEvaluation;
import org.mir4j.models.evaluation.separation.SeparationFindings;

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
     * Evaluates.
     *
     * @param system what the estimates come from, in words
     * @param estimator gives them
     * @return what it comes to
     */
    public EvaluationSummary evaluate(String system, Estimator estimator) {
        RunSettings settings = settings(system);
        session.options().directory().prepare(settings, session.options().existing());
        int scoredNow;
        try (EvaluationProgress progress =
                new EvaluationProgress(session.console(), session.options().directory())) {
            evaluation.score(
                    estimator, session.options().workers(), session.options().directory(), progress);
            scoredNow = progress.done();
        }
        SeparatedTracks scored = evaluation.results(session.options().directory());
        SeparationFindings findings = SeparationFindings.of(scored, Bootstrap.standard());
        EvaluationSummary summary = session.summary(
                system,
                settings,
                new Session.Findings(split.tracks().size(), scoredNow, scored.failures(), findings.headlines()),
                omissions,
                List.of(protocol()));
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

    private RunSettings settings(String system) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("dataset", session.dataset().name());
        values.put("split", session.options().split());
        values.put("tracks", Integer.toString(split.tracks().size()));
        values.put("truth", evaluation.fingerprint());
        values.put("protocol", split.protocol().name());
        values.put("estimates", system);
        return new RunSettings(values);
    }
}
