package org.mir4j.models.training.recipe;

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
public record TeacherSettings(Map<String, Map<String, String>> tags, @Omittable ComparisonSettings comparison) {

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
}
