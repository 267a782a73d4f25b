// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.separation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.MirException;
import org.mir4j.models.evaluation.run.EvaluationListener;
import org.mir4j.models.evaluation.run.EvaluationRun;
import org.mir4j.models.evaluation.run.TrackFailure;
import org.mir4j.models.evaluation.run.TrackResults;
import org.mir4j.models.run.Fingerprint;
import org.mir4j.models.run.RunDirectory;

/**
 * Scores separated stems on the tracks of a split: first all tracks are scored, which can be stopped and gone on with;
 * then what was written down is brought together.
 *
 * <p>The samples of the tracks that are worked on lie in files below the run's directory, which vanish with the track:
 * memory does not grow with a song, and a song needs some 21 MB a minute, channel pair and signal at 44.1 kHz.
 */
public final class SeparationEvaluation {

    private static final String TARGETS = "targets";
    private static final String SECONDS = "duration";

    private final StemSplit split;
    private final TrackScorer scorer;

    /**
     * @param split the tracks and their true stems
     */
    public SeparationEvaluation(StemSplit split) {
        this.split = split;
        scorer = split.protocol() == SeparationProtocol.BSS_EVAL_V4 ? new FramewiseScorer() : new WholeScorer();
    }

    /**
     * A fingerprint of the tracks and their stems.
     *
     * @return some hexadecimal digits
     */
    public String fingerprint() {
        return Fingerprint.of(
                Stream.concat(split.stems().stream(), split.tracks().stream().map(StemTrack::id)));
    }

    /**
     * Scores every track that has not been scored in this run yet.
     *
     * @param estimator where estimates come from
     * @param workers how many tracks are worked on at once
     * @param directory of the run, prepared
     * @param listener hears of every track
     */
    public void score(Estimator estimator, int workers, RunDirectory directory, EvaluationListener listener) {
        new EvaluationRun<>(directory, StemTrack::id, listener)
                .run(split.tracks(), workers, (track, line, warnings) -> {
                    try (SignalFiles files = new SignalFiles(directory.path())) {
                        score(estimator, track, files, line, warnings);
                    }
                });
    }

    private void score(
            Estimator estimator, StemTrack track, SignalFiles files, JsonObject line, List<String> warnings) {
        SongSignals song = StemReader.read(track, files, warnings);
        Estimates estimates = estimator.estimate(track, song, files);
        warnings.addAll(estimates.warnings());
        JsonObject targets = new JsonObject();
        scores(song, estimates).forEach((target, scores) -> targets.add(target, json(scores)));
        line.addProperty(SECONDS, song.duration());
        line.add(TARGETS, targets);
    }

    private Map<String, TargetScores> scores(SongSignals song, Estimates estimates) {
        try {
            return scorer.score(song, estimates.targets());
        } catch (IllegalArgumentException e) {
            throw new MirException("The estimates cannot be scored: " + e.getMessage(), e);
        }
    }

    private static JsonObject json(TargetScores scores) {
        JsonObject json = new JsonObject();
        scores.frames().forEach((metric, frames) -> {
            JsonArray values = new JsonArray();
            // JSON has no word for what is undefined, nor for the infinite
            frames.forEach(value -> values.add(Double.isFinite(value) ? value : null));
            json.add(metric, values);
        });
        return json;
    }

    /**
     * Brings what a run has written down together.
     *
     * @param directory of the run
     * @return the scores of all tracks, in the split's order
     */
    public SeparatedTracks results(RunDirectory directory) {
        Map<String, SeparatedTracks.Track> scored = new HashMap<>();
        Map<String, String> causes = new HashMap<>();
        TrackResults.read(directory.resultsFile(), (track, line) -> {
            if (TrackResults.error(line) == null) {
                scored.put(track, track(track, line));
            } else {
                causes.put(track, TrackResults.error(line));
            }
        });
        List<SeparatedTracks.Track> tracks = new ArrayList<>();
        List<TrackFailure> failures = new ArrayList<>();
        for (StemTrack track : split.tracks()) {
            if (scored.containsKey(track.id())) {
                tracks.add(scored.get(track.id()));
            } else {
                failures.add(new TrackFailure(track.id(), causes.getOrDefault(track.id(), "It was not scored.")));
            }
        }
        return new SeparatedTracks(split.protocol(), tracks, failures);
    }

    /** A track's line, its frames brought down to their median. */
    private static SeparatedTracks.Track track(String id, JsonObject line) {
        Map<String, Map<String, Double>> targets = new LinkedHashMap<>();
        line.getAsJsonObject(TARGETS).entrySet().forEach(target -> {
            Map<String, Double> values = new LinkedHashMap<>();
            target.getValue()
                    .getAsJsonObject()
                    .entrySet()
                    .forEach(metric -> values.put(
                            metric.getKey(),
                            new Median().evaluate(numbers(metric.getValue().getAsJsonArray()))));
            targets.put(target.getKey(), values);
        });
        return new SeparatedTracks.Track(id, line.get(SECONDS).getAsDouble(), targets);
    }

    private static double[] numbers(JsonArray values) {
        return values.asList().stream()
                .filter(value -> !value.isJsonNull())
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }
}
