// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.tagging;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.window.Windowing;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.evaluation.run.EvaluationListener;
import org.mir4j.models.evaluation.run.EvaluationRun;
import org.mir4j.models.evaluation.run.TrackResults;
import org.mir4j.models.file.RecordedAudio;
import org.mir4j.models.run.Fingerprint;
import org.mir4j.models.run.RunDirectory;
import org.mir4j.models.tagging.Tagger;

/**
 * Scores tags on the tracks of a split: first all tracks are tagged, which can be stopped and gone on with; then what
 * was written down is brought together with the truth.
 */
public final class TaggingEvaluation {

    private final TaggedSplit split;

    /**
     * @param split the tracks and what is true of them
     */
    public TaggingEvaluation(TaggedSplit split) {
        this.split = split;
    }

    /**
     * A fingerprint of the tracks and their labels: two splits of the same have the same results to expect.
     *
     * @return some hexadecimal digits
     */
    public String fingerprint() {
        return Fingerprint.of(split.labels(), split.tracks());
    }

    /**
     * Tags every track that has not been tagged in this run yet.
     *
     * @param tagger the model
     * @param windowing how recordings are cut
     * @param workers how many tracks are worked on at once
     * @param directory of the run, prepared
     * @param listener hears of every track
     */
    public void tag(
            Tagger tagger, Windowing windowing, int workers, RunDirectory directory, EvaluationListener listener) {
        new EvaluationRun<>(directory, TaggedTrack::id, listener)
                .run(split.tracks(), workers, (track, line, warnings) -> {
                    AudioReader recording = RecordedAudio.reader(track.recording())
                            .notices(notice -> {
                                if (notice.isDamage()) {
                                    warnings.add(notice.sentence());
                                }
                            });
                    describe(tagger.tag(recording, windowing), tagger, line);
                });
    }

    private static Path file(TaggedTrack track) {
        return track.recording().file();
    }

    private static void describe(Taggram taggram, Tagger tagger, JsonObject line) {
        line.addProperty("duration", taggram.duration());
        line.addProperty("windows", taggram.windows().size());
        JsonObject scores = new JsonObject();
        taggram.scores(tagger.card().tagging().aggregation())
                .ranked()
                .forEach(score -> scores.addProperty(score.tag(), score.score()));
        line.add("scores", scores);
    }

    /**
     * Brings what a run has written down together with the truth.
     *
     * @param directory of the run
     * @param map which tags stand for the labels
     * @return the scores of all tracks in the split's order
     */
    public ScoredTracks results(RunDirectory directory, LabelMap map) {
        ScoredTracks.Builder scored = new ScoredTracks.Builder(split, map);
        ScoresFile.read(directory.resultsFile(), scored::scored);
        TrackResults.read(directory.resultsFile(), (track, line) -> {
            if (TrackResults.error(line) != null) {
                scored.failed(track, TrackResults.error(line));
            }
        });
        return scored.build();
    }

    /**
     * Brings scores that were made elsewhere together with the truth. They may name tracks by their names or by their
     * files; what is not of this split is left out.
     *
     * @param file CSV or JSON lines
     * @param map which tags stand for the labels
     * @return the scores of all tracks in the split's order; tracks without scores have failed
     * @throws DatasetException if the file cannot be read, holds a bad row, or no track of the split
     */
    public ScoredTracks scoresOf(Path file, LabelMap map) {
        Map<String, String> ids = new HashMap<>();
        for (TaggedTrack track : split.tracks()) {
            ids.put(absolute(file(track)), track.id());
        }
        split.tracks().forEach(track -> ids.put(track.id(), track.id()));
        Set<String> given = new HashSet<>();
        ScoredTracks.Builder scored = new ScoredTracks.Builder(split, map);
        ScoresFile.read(file, (name, scores) -> {
            String id = ids.containsKey(name) ? ids.get(name) : ids.get(absolute(Path.of(name)));
            if (id != null) {
                if (!given.add(id)) {
                    throw new IllegalArgumentException("the track '" + id + "' comes twice");
                }
                scored.scored(id, scores);
            }
        });
        if (scored.isEmpty()) {
            throw new DatasetException(
                    file + " has no scores of any of the " + split.tracks().size() + " tracks; they are named like '"
                            + split.tracks().get(0).id() + "'.");
        }
        return scored.build();
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    /**
     * The tags that a file of scores knows.
     *
     * @param file CSV or JSON lines
     * @return the tags of its first track, in its order
     * @throws DatasetException if the file cannot be read or holds none
     */
    public static List<String> tagsOf(Path file) {
        return ScoresFile.tags(file);
    }
}
