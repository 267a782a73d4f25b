// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mir4j.models.settings.Omittable;

/**
 * Models whose scores stand in where the truth is not known.
 *
 * @param tags for each label, for each model that knows it, by name or directory, the model's own tag
 * @param weights for labels, for models that teach them, how much what the model says counts, such as by how well it knows the
 *     label; null for 1 each
 * @param comparison how labels are made comparable; null to take the teachers at their word
 */
public record TeacherSettings(
        Map<String, Map<String, String>> tags,
        @Omittable Map<String, Map<String, Double>> weights,
        @Omittable TeacherSettings.Comparison comparison) {

    /** Refuses teachers that teach nothing, and weights of none. */
    public TeacherSettings {
        if (tags == null
                || tags.isEmpty()
                || tags.values().stream().anyMatch(teachers -> teachers == null || teachers.isEmpty())) {
            throw new IllegalArgumentException("teachers are models with the tag that each has for a label");
        }
        tags = sorted(tags);
        if (weights != null) {
            requireTaught(weights, tags);
            weights = sorted(weights);
        }
    }

    private static void requireTaught(Map<String, Map<String, Double>> weights, Map<String, Map<String, String>> tags) {
        weights.forEach((label, teachers) -> teachers.forEach((model, weight) -> {
            if (!tags.getOrDefault(label, Map.of()).containsKey(model)) {
                throw new IllegalArgumentException(
                        "the teacher " + model + " has a weight for '" + label + "', and no tag for it");
            }
            if (weight == null || !(weight > 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException(
                        "weights are above 0, got " + weight + " of " + model + " for '" + label + "'");
            }
        }));
    }

    /**
     * Teachers that count alike.
     *
     * @param tags for each label, for each model that knows it, the model's own tag
     * @param comparison how labels are made comparable; null to take the teachers at their word
     */
    public TeacherSettings(Map<String, Map<String, String>> tags, Comparison comparison) {
        this(tags, null, comparison);
    }

    /**
     * Teachers that are taken at their word.
     *
     * @param tags for each label, for each model that knows it, the model's own tag
     */
    public TeacherSettings(Map<String, Map<String, String>> tags) {
        this(tags, null, null);
    }

    /** Sorted, so that the same settings are written alike every time. */
    private static <V> Map<String, Map<String, V>> sorted(Map<String, Map<String, V>> values) {
        Map<String, Map<String, V>> sorted = new TreeMap<>();
        values.forEach((label, teachers) -> sorted.put(label, Collections.unmodifiableMap(new TreeMap<>(teachers))));
        return Collections.unmodifiableMap(sorted);
    }

    /** How much what a model says of a label counts. */
    double weight(String label, String model) {
        return weights == null ? 1 : weights.getOrDefault(label, Map.of()).getOrDefault(model, 1.0);
    }

    /**
     * The models that teach.
     *
     * @return their names, sorted
     */
    public List<String> models() {
        TreeSet<String> models = new TreeSet<>();
        tags.values().forEach(teachers -> models.addAll(teachers.keySet()));
        return List.copyOf(models);
    }

    /**
     * How what teachers say of different labels is made comparable, so that the labels of one recording can be ranked.
     * Teachers score common labels high and rare ones low, whatever they receive. So for each label the logit {@code x}
     * becomes {@code steepness (x - t) / s + certainty (t - m)}, where {@code t} is exceeded by a share of the training
     * recordings, {@code s} is the standard deviation over them, and {@code m} the median of {@code t} over the labels.
     *
     * @param share of the recordings for which a label may be said to hold
     * @param steepness how fast scores rise around {@code t}
     * @param certainty how much a label counts of which the teachers are more certain than of others, from 0 to 1
     */
    public record Comparison(double share, double steepness, double certainty) {

        /** Refuses parts that are none, and slopes that do not rise. */
        public Comparison {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("the share lies between 0 and 1, got " + share);
            }
            if (!(steepness > 0 && Double.isFinite(steepness)) || !(certainty >= 0 && certainty <= 1)) {
                throw new IllegalArgumentException("the steepness is positive, and the certainty from 0 to 1, got "
                        + steepness + " and " + certainty);
            }
        }
    }
}
