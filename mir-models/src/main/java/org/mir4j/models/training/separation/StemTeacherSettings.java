// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.HashSet;
import java.util.List;
import org.mir4j.models.settings.Omittable;

/**
 * Separators whose stems are learned from where songs have none.
 *
 * @param models by name or directory; of several the mean is learned from
 * @param confidence to what power their confidence in a passage is its weight in the loss, up to 100; 10 by default, 0 for
 *     the same weight everywhere
 */
public record StemTeacherSettings(List<String> models, @Omittable Double confidence) {

    /** Refuses teachers that are none, or come twice. */
    public StemTeacherSettings {
        if (models == null || models.isEmpty() || models.stream().anyMatch(model -> model == null || model.isBlank())) {
            throw new IllegalArgumentException("teachers have models: at least one separator, by name or directory");
        }
        models = List.copyOf(models);
        if (new HashSet<>(models).size() < models.size()) {
            throw new IllegalArgumentException("each teacher is named once, got " + models);
        }
        confidence = confidence == null ? 10.0 : confidence;
        if (!(confidence >= 0 && confidence <= 100)) {
            throw new IllegalArgumentException("the confidence is taken to a power from 0 to 100, got " + confidence);
        }
    }
}
