// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.List;
import java.util.Map;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.PublishedScore;
import org.mir4j.models.evaluation.run.TrackFailure;
import org.mir4j.models.run.RunSettings;

/**
 * What an evaluation comes to, for any task.
 *
 * @param dataset what was evaluated on
 * @param split which of its splits
 * @param system what was evaluated, in words: a model's name, a file of scores, an oracle
 * @param settings all that the results depend on
 * @param tracks how many tracks were to be scored
 * @param failures the tracks that could not be scored
 * @param headlines the numbers, the most important first
 * @param omissions what of the split has no part in them, in sentences; with any, they are not those of the split
 * @param notes what else a reader must know about them, in sentences
 * @param versions of the parts that the numbers depend on
 * @param time when and how long
 */
public record EvaluationSummary(
        DatasetCard dataset,
        String split,
        String system,
        RunSettings settings,
        int tracks,
        List<TrackFailure> failures,
        List<Headline> headlines,
        List<String> omissions,
        List<String> notes,
        Map<String, String> versions,
        Time time) {

    /**
     * When and how long the last session of the run worked.
     *
     * @param started an instant as ISO 8601 has it
     * @param seconds of wall time
     * @param scored how many tracks it scored
     */
    public record Time(String started, double seconds, int scored) {}

    /** Keeps its own lists. */
    public EvaluationSummary {
        failures = List.copyOf(failures);
        headlines = List.copyOf(headlines);
        omissions = List.copyOf(omissions);
        notes = List.copyOf(notes);
    }

    /**
     * How many tracks were scored.
     *
     * @return all but the failures
     */
    public int scored() {
        return tracks - failures.size();
    }

    /**
     * What others published on the same split.
     *
     * @return the scores, in the order of the card
     */
    public List<PublishedScore> published() {
        return dataset.published().stream()
                .filter(score -> score.split().equals(split))
                .toList();
    }
}
