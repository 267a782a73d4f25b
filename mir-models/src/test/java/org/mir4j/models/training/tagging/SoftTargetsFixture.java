// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mir4j.models.TinyModel;
import org.mir4j.models.store.InstalledModel;

/** Teachers that have scored nothing, for tests of what is made of scores. */
public final class SoftTargetsFixture {

    private SoftTargetsFixture() {}

    /** What one window after another was scored, each lasting one second. */
    public static TeacherPredictions.Scores seconds(float[]... scores) {
        float[] starts = new float[scores.length];
        float[] ends = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            starts[i] = i;
            ends[i] = i + 1;
        }
        return new TeacherPredictions.Scores(starts, ends, scores);
    }

    /** Soft targets from teachers of some names, all of which have the tags low, high and noise. */
    public static SoftTargets targets(
            List<String> labels,
            Map<String, Map<String, String>> tags,
            List<String> teachers,
            TeacherPredictions... scored) {
        return targets(labels, new TeacherSettings(tags), teachers, scored);
    }

    /** Soft targets from teachers of some names, by their settings. */
    public static SoftTargets targets(
            List<String> labels, TeacherSettings settings, List<String> teachers, TeacherPredictions... scored) {
        List<Teachers.Teacher> all = teachers.stream()
                .map(name -> new Teachers.Teacher(name, new InstalledModel(TinyModel.card(name), Path.of("absent"))))
                .toList();
        return new SoftTargets(labels, settings, all, List.of(scored));
    }
}
