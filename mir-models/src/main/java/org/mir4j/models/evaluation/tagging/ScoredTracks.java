// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.tagging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.metric.tagging.ClassScores;
import org.mir4j.core.metric.tagging.ScoreTable;
import org.mir4j.models.evaluation.run.TrackFailure;

/**
 * The scores of the tracks of a split, in its order, beside the truth.
 *
 * @param table the scores of the labels that are scored; empty if no track was scored
 * @param classes the same where every track has exactly one label, without the tracks whose label is not scored; empty
 *     otherwise
 * @param failures the tracks that could not be scored
 */
public record ScoredTracks(Optional<ScoreTable> table, Optional<ClassScores> classes, List<TrackFailure> failures) {

    private static final String NO_SCORES = "There are no scores of this track.";

    /** Takes scores as they come. */
    static final class Builder {

        private final TaggedSplit split;
        private final LabelMap map;
        private final Map<String, double[]> scores = new HashMap<>();
        private final Map<String, String> causes = new HashMap<>();

        Builder(TaggedSplit split, LabelMap map) {
            this.split = split;
            this.map = map;
        }

        void scored(String track, Map<String, Double> byTag) {
            scores.put(track, map.apply(byTag));
            causes.remove(track);
        }

        void failed(String track, String cause) {
            causes.put(track, cause);
        }

        boolean isEmpty() {
            return scores.isEmpty();
        }

        ScoredTracks build() {
            List<TaggedTrack> done = split.tracks().stream()
                    .filter(track -> scores.containsKey(track.id()))
                    .toList();
            List<TrackFailure> failures = new ArrayList<>();
            for (TaggedTrack track : split.tracks()) {
                if (!scores.containsKey(track.id())) {
                    failures.add(new TrackFailure(track.id(), causes.getOrDefault(track.id(), NO_SCORES)));
                }
            }
            return new ScoredTracks(table(done), classes(done), failures);
        }

        private Optional<ScoreTable> table(List<TaggedTrack> done) {
            if (done.isEmpty()) {
                return Optional.empty();
            }
            Set<String> labels = new HashSet<>(map.labels());
            ScoreTable.Builder table = new ScoreTable.Builder(map.labels());
            for (TaggedTrack track : done) {
                table.add(
                        track.id(),
                        scores.get(track.id()),
                        only(labels, track.present()),
                        only(labels, track.unknown()));
            }
            return Optional.of(table.build());
        }

        private static Set<String> only(Set<String> labels, Set<String> of) {
            return of.stream().filter(labels::contains).collect(Collectors.toSet());
        }

        private Optional<ClassScores> classes(List<TaggedTrack> done) {
            if (split.labelling() == Labelling.MULTIPLE) {
                return Optional.empty();
            }
            ClassScores.Builder classes = new ClassScores.Builder(map.labels());
            boolean any = false;
            for (TaggedTrack track : done) {
                String label = track.present().iterator().next();
                if (map.tags().containsKey(label)) {
                    classes.add(track.id(), scores.get(track.id()), label);
                    any = true;
                }
            }
            return any ? Optional.of(classes.build()) : Optional.empty();
        }
    }
}
