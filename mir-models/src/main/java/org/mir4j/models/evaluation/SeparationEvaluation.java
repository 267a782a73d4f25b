// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.MirException;
import org.mir4j.core.metric.Bootstrap;
import org.mir4j.models.run.RunDirectory;

/**
 * The evaluation of stems: every track is separated, or its estimates read, and scored.
 *
 * <p>The samples of the tracks that are worked on lie in files below the run's directory, which vanish with the track:
 * memory does not grow with a song, and a song needs some 21 MB per minute, channel pair and signal at 44.1 kHz.
 */
final class SeparationEvaluation implements TaskEvaluation {

    private static final String TARGETS = "targets";
    private static final String SECONDS = "duration";

    private final SeparationSystem system;
    private final StemSplit split;
    private final Path root;
    private final TrackScorer scorer;
    private final TrackResults<SeparationMetrics.Track> results = new TrackResults<>(SeparationEvaluation::track);

    SeparationEvaluation(SeparationSystem system, StemSplit split, Path root) {
        this.system = system;
        this.split = split;
        this.root = root;
        scorer = split.protocol() == SeparationProtocol.BSS_EVAL_V4 ? new TrackScorer.V4() : new TrackScorer.V3();
    }

    @Override
    public String system() {
        return system.name();
    }

    @Override
    public int tracks() {
        return split.tracks().size();
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(
                "truth",
                Checksum.fingerprint(Stream.concat(
                        split.stems().stream(), split.tracks().stream().map(StemTrack::id))));
        values.put("protocol", split.protocol().name());
        values.put("root", root.toAbsolutePath().normalize().toString());
        values.putAll(system.identity());
        return values;
    }

    @Override
    public List<String> omissions() {
        return List.of();
    }

    @Override
    public int score(RunDirectory directory, EvaluationOptions options) {
        var run = new EvaluationRun<>(directory, StemTrack::id, options.listener());
        if (options.remote().isPresent() && system instanceof SeparatorStems) {
            return run.run(split.tracks(), options.remote().get(), results);
        }
        system.open();
        try {
            return run.run(split.tracks(), options.workers(), results, scoring(directory.path()));
        } finally {
            system.close();
        }
    }

    /** How a song is scored with a system that is open, its samples below a directory. */
    EvaluationRun.Scoring<StemTrack> scoring(Path scratch) {
        return (track, line, warnings) -> {
            try (SignalFiles files = new SignalFiles(scratch)) {
                score(track, files, line, warnings);
            }
        };
    }

    private void score(StemTrack track, SignalFiles files, JsonObject line, List<String> warnings) {
        SongSignals song = StemReader.read(track, files, warnings);
        Estimates estimates = system.estimate(track, song, files);
        warnings.addAll(estimates.warnings());
        JsonObject targets = new JsonObject();
        scores(song, estimates).forEach((target, metrics) -> targets.add(target, json(metrics)));
        line.addProperty(SECONDS, song.duration());
        line.add(TARGETS, targets);
    }

    private Map<String, Map<String, List<Double>>> scores(SongSignals song, Estimates estimates) {
        try {
            return scorer.score(song, estimates.targets());
        } catch (IllegalArgumentException e) {
            throw new MirException("The estimates cannot be scored: " + e.getMessage(), e);
        }
    }

    private static JsonObject json(Map<String, List<Double>> metrics) {
        JsonObject json = new JsonObject();
        metrics.forEach((metric, frames) -> {
            JsonArray values = new JsonArray();
            // JSON has no word for what is undefined, nor for the infinite
            frames.forEach(value -> values.add(Double.isFinite(value) ? value : null));
            json.add(metric, values);
        });
        return json;
    }

    /** A track's line, its frames brought down to their median. */
    private static SeparationMetrics.Track track(JsonObject line) {
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
        return new SeparationMetrics.Track(
                TrackResults.track(line), line.get(SECONDS).getAsDouble(), targets);
    }

    private static double[] numbers(JsonArray values) {
        return values.asList().stream()
                .filter(value -> !value.isJsonNull())
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    @Override
    public List<EvaluationResult.Failure> failures() {
        return results.failures(split.tracks().stream().map(StemTrack::id).toList(), "It was not scored.");
    }

    @Override
    public List<String> warnings() {
        return results.warnings();
    }

    @Override
    public TaskMetrics measure(Bootstrap bootstrap) {
        List<SeparationMetrics.Track> scored = split.tracks().stream()
                .map(track -> results.scores(track.id()))
                .filter(Objects::nonNull)
                .toList();
        return SeparationMetrics.of(split.protocol(), scored, bootstrap);
    }
}
