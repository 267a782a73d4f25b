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
 * @param comparison how labels are made comparable; null to take the teachers at their word
 */
public record TeacherSettings(Map<String, Map<String, String>> tags, @Omittable TeacherSettings.Comparison comparison) {

    /** Refuses teachers that teach nothing. */
    public TeacherSettings {
        if (tags == null
                || tags.isEmpty()
                || tags.values().stream().anyMatch(teachers -> teachers == null || teachers.isEmpty())) {
            throw new IllegalArgumentException("teachers are models with the tag that each has for a label");
        }
        tags = sorted(tags);
    }

    /**
     * Teachers that are taken at their word.
     *
     * @param tags for each label, for each model that knows it, the model's own tag
     */
    public TeacherSettings(Map<String, Map<String, String>> tags) {
        this(tags, null);
    }

    /** Sorted, so that the same settings are written alike every time. */
    private static Map<String, Map<String, String>> sorted(Map<String, Map<String, String>> tags) {
        Map<String, Map<String, String>> sorted = new TreeMap<>();
        tags.forEach((label, teachers) -> sorted.put(label, Collections.unmodifiableMap(new TreeMap<>(teachers))));
        return Collections.unmodifiableMap(sorted);
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
