// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.metric.Bootstrap;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.run.RunDirectory;
import org.mir4j.models.run.RunSettings;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.TaggingOptions;

/** The evaluation of tags: every track is tagged, and the scores of all tracks are compared with what is true of them. */
final class TaggingEvaluation implements TaskEvaluation {

    private final TaggingSystem system;
    private final TaggedSplit split;
    private final EvaluationOptions options;
    private final LabelMap map;
    private final TrackResults<double[]> results;

    /** Reads scores that were made elsewhere; a model is not loaded yet. */
    TaggingEvaluation(TaggingSystem system, TaggedSplit split, EvaluationOptions options) {
        this.system = system;
        this.split = split;
        this.options = options;
        map = options.labels().of(split.labels(), system.tags());
        results = new TrackResults<>(line -> map.apply(ScoresFile.scores(line)));
        if (system instanceof TaggingSystem.Scores scores) {
            read(scores.file());
        }
    }

    /** Takes scores of tracks that are named by their names or by their files; what is not of this split is left out. */
    private void read(Path file) {
        Map<String, String> ids = new HashMap<>();
        for (TaggedTrack track : split.tracks()) {
            ids.put(absolute(track.recording().file()), track.id());
        }
        split.tracks().forEach(track -> ids.put(track.id(), track.id()));
        Set<String> given = new HashSet<>();
        ScoresFile.read(file, (name, scores) -> {
            String id = ids.containsKey(name) ? ids.get(name) : ids.get(absolute(Path.of(name)));
            if (id != null) {
                if (!given.add(id)) {
                    throw new IllegalArgumentException("the track '" + id + "' comes twice");
                }
                results.add(id, map.apply(scores));
            }
        });
        if (given.isEmpty()) {
            throw new DatasetException(
                    file + " has no scores of any of the " + split.tracks().size() + " tracks; they are named like '"
                            + split.tracks().get(0).id() + "'.");
        }
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
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
        values.put("truth", RunSettings.fingerprint(split.labels(), split.tracks()));
        values.put(
                "labels",
                Checksum.fingerprint(map.tags().entrySet().stream()
                        .flatMap(entry -> Stream.concat(Stream.of(entry.getKey()), entry.getValue().stream()))));
        values.putAll(system.identity(options.windowing()));
        return values;
    }

    @Override
    public List<String> omissions() {
        List<String> left = split.labels().stream()
                .filter(label -> !map.tags().containsKey(label))
                .toList();
        return left.isEmpty() ? List.of() : List.of("Labels that were not scored: " + String.join(", ", left) + ".");
    }

    @Override
    public int score(RunDirectory directory, EvaluationOptions ignored) {
        if (!(system instanceof TaggingSystem.Model model)) {
            return tracks();
        }
        var run = new EvaluationRun<>(directory, TaggedTrack::id, options.listener());
        if (options.remote().isPresent()) {
            return run.run(split.tracks(), options.remote().get(), results);
        }
        int[] scored = {0};
        model.use(tagger -> scored[0] = run.run(split.tracks(), options.workers(), results, scoring(tagger)));
        return scored[0];
    }

    /** How a track is scored with a tagger that is loaded. */
    EvaluationRun.Scoring<TaggedTrack> scoring(Tagger tagger) {
        TaggingOptions tagging = TaggingOptions.standard().withWindowing(options.windowing());
        return (track, line, warnings) -> {
            AudioReader recording = AudioReader.of(track.recording()).damage(warnings::add);
            describe(tagger.tag(recording, tagging), line);
        };
    }

    private static void describe(Taggram taggram, JsonObject line) {
        line.addProperty("duration", taggram.duration());
        line.addProperty("windows", taggram.windows().size());
        JsonObject scores = new JsonObject();
        taggram.scores().ranked().forEach(score -> scores.addProperty(score.tag(), score.score()));
        line.add("scores", scores);
    }

    @Override
    public List<EvaluationResult.Failure> failures() {
        return results.failures(
                split.tracks().stream().map(TaggedTrack::id).toList(), "There are no scores of this track.");
    }

    @Override
    public List<String> warnings() {
        return results.warnings();
    }

    @Override
    public TaskMetrics measure(Bootstrap bootstrap) {
        return TaggingMetrics.of(split, map, results::scores, bootstrap);
    }
}
