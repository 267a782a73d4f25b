// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.tagging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.tagging.NearTags;

/**
 * Which tags of a model stand for which labels of a dataset: {@code tags} of a label may be several, of which the
 * highest score counts. Labels that are left out are not scored.
 *
 * @param tags the tags of each scored label, in the dataset's order
 */
public record LabelMap(Map<String, List<String>> tags) {

    /** Keeps the order of the labels. */
    public LabelMap {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        tags.forEach((label, standing) -> copy.put(label, List.copyOf(standing)));
        tags = Collections.unmodifiableMap(copy);
    }

    /**
     * Every label stands for itself.
     *
     * @param labels of the dataset
     * @param known the tags of the model
     * @return the map
     * @throws DatasetException if the model does not know a label, with those that it does not know
     */
    public static LabelMap same(List<String> labels, List<String> known) {
        List<String> missing =
                labels.stream().filter(label -> !known.contains(label)).toList();
        if (!missing.isEmpty()) {
            throw new DatasetException(
                    "The model does not know " + missing.size() + " of the dataset's " + labels.size() + " labels: "
                            + list(missing, known) + ". Say which of its tags stand for them by --map FILE, a line"
                            + " label,tag each; a label with no tag is left out.");
        }
        Map<String, List<String>> tags = new LinkedHashMap<>();
        labels.forEach(label -> tags.put(label, List.of(label)));
        return new LabelMap(tags);
    }

    private static String list(List<String> missing, List<String> known) {
        List<String> named = new ArrayList<>();
        for (String label : missing) {
            List<String> near = NearTags.of(label, known);
            named.add("'" + label + "'" + (near.isEmpty() ? "" : " (near: " + String.join(", ", near) + ")"));
        }
        return String.join(", ", named);
    }

    /**
     * The labels that are scored.
     *
     * @return in the dataset's order
     */
    public List<String> labels() {
        return List.copyOf(tags.keySet());
    }

    /**
     * Scores of the labels.
     *
     * @param scores of the model's tags by name
     * @return one score a label
     * @throws IllegalArgumentException if a tag has no score
     */
    double[] apply(Map<String, Double> scores) {
        double[] mapped = new double[tags.size()];
        int k = 0;
        for (List<String> standing : tags.values()) {
            double highest = Double.NEGATIVE_INFINITY;
            for (String tag : standing) {
                Double score = scores.get(tag);
                if (score == null) {
                    throw new IllegalArgumentException("there is no score for '" + tag + "'");
                }
                highest = Math.max(highest, score);
            }
            mapped[k++] = highest;
        }
        return mapped;
    }
}
