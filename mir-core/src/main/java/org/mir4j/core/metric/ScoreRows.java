// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.core.error.MirException;

/** The scores of tracks, checked row by row as they come in. */
final class ScoreRows {

    private final List<String> labels;
    private final Map<String, Integer> indices = new HashMap<>();
    private final List<String> tracks = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final List<double[]> rows = new ArrayList<>();

    ScoreRows(List<String> labels) {
        this.labels = List.copyOf(labels);
        if (labels.isEmpty()) {
            throw new MirException("There is nothing to score: the list of labels is empty.");
        }
        for (String label : labels) {
            if (indices.put(label, indices.size()) != null) {
                throw new MirException("The label '" + label + "' is listed twice; every label needs its own name.");
            }
        }
    }

    /** Takes a copy of one row; a row that is refused leaves no trace. */
    void add(String track, double[] scores) {
        if (scores.length != labels.size()) {
            throw new MirException("Track '" + track + "' has " + scores.length
                    + " scores, expected one for each of the " + labels.size() + " labels.");
        }
        for (int k = 0; k < scores.length; k++) {
            if (!Double.isFinite(scores[k])) {
                throw new MirException("Track '" + track + "' has the score " + scores[k] + " for '" + labels.get(k)
                        + "', expected a finite number.");
            }
        }
        if (!seen.add(track)) {
            throw new MirException("Track '" + track + "' is there twice; every track is scored once.");
        }
        tracks.add(track);
        rows.add(scores.clone());
    }

    /** Where a label of a track's truth stands among the scores. */
    int index(String track, String label) {
        Integer index = indices.get(label);
        if (index == null) {
            throw new MirException("Track '" + track + "' is annotated with '" + label + "', which is none of the "
                    + labels.size() + " labels that are scored.");
        }
        return index;
    }

    List<String> labels() {
        return labels;
    }

    List<String> tracks() {
        if (tracks.isEmpty()) {
            throw new MirException("There is nothing to score: no track was added.");
        }
        return List.copyOf(tracks);
    }

    double[][] scores() {
        return rows.toArray(double[][]::new);
    }
}
