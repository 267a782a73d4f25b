// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.tagging.Tagger;

/**
 * Scores single tracks for an evaluation that another process leads, as that process would: see {@link RemoteTracks}. Several
 * threads may use one.
 */
public final class TrackWorker {

    private final Function<String, JsonObject> scoring;

    private TrackWorker(Function<String, JsonObject> scoring) {
        this.scoring = scoring;
    }

    /**
     * Tags tracks.
     *
     * @param tagger to be closed by the caller, after the last track
     * @param split the same as that of the leading process
     * @param options the same; how taggers cut recordings is all that matters of it
     * @return the worker
     */
    public static TrackWorker of(Tagger tagger, EvaluationSplit<TaggedSplit> split, EvaluationOptions options) {
        TaggingEvaluation evaluation = new TaggingEvaluation(TaggingSystem.of(tagger), split.tracks(), options);
        return of(split.tracks().tracks(), TaggedTrack::id, evaluation.scoring(tagger));
    }

    /**
     * Separates songs, and scores their stems.
     *
     * @param separator to be closed by the caller, after the last song
     * @param split the same as that of the leading process
     * @param scratch an existing directory for the samples of songs that are worked on
     * @return the worker
     */
    public static TrackWorker of(Separator separator, EvaluationSplit<StemSplit> split, Path scratch) {
        SeparationSystem system = SeparationSystem.of(separator);
        SeparationEvaluation evaluation = new SeparationEvaluation(system, split.tracks(), split.root());
        return of(split.tracks().tracks(), StemTrack::id, evaluation.scoring(scratch));
    }

    private static <T> TrackWorker of(List<T> tracks, Function<T, String> name, EvaluationRun.Scoring<T> scoring) {
        Map<String, T> byName = tracks.stream().collect(Collectors.toMap(name, track -> track));
        return new TrackWorker(track -> {
            T found = byName.get(track);
            if (found == null) {
                throw new DatasetException("There is no track '" + track + "' among the " + byName.size()
                        + " of the split here; expected the dataset to be the same on all machines.");
            }
            return EvaluationRun.line(track, found, scoring);
        });
    }

    /**
     * Scores a track.
     *
     * @param track its name
     * @return a line of {@code results.jsonl}: its scores, or why it has none
     * @throws DatasetException if the split has no such track
     * @throws org.mir4j.core.error.MirException if the thread is interrupted
     */
    public String score(String track) {
        return scoring.apply(track).toString();
    }
}
