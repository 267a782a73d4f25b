// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.List;
import org.mir4j.models.settings.Omittable;

/**
 * On what to train and to validate.
 *
 * @param dataset its name, or a manifest below the root
 * @param train the splits to train on
 * @param validation the splits to validate on; may be empty if a part is held out
 * @param holdOut which part of the recordings of {@code train} is validated on instead, and of each label; 0, the default,
 *     for none
 * @param crops how many windows of a recording an epoch takes; by default as many as fit into it
 */
public record DataSettings(
        String dataset,
        List<String> train,
        @Omittable List<String> validation,
        @Omittable double holdOut,
        @Omittable int crops) {

    private static final int MOST_CROPS = 1000;

    /** Refuses data without training or validation. */
    public DataSettings {
        train = train == null ? List.of() : List.copyOf(train);
        validation = validation == null ? List.of() : List.copyOf(validation);
        if (dataset == null || dataset.isBlank() || train.isEmpty()) {
            throw new IllegalArgumentException("training needs a dataset and at least one of its splits");
        }
        if (!(holdOut >= 0 && holdOut < 1) || validation.isEmpty() == (holdOut == 0)) {
            throw new IllegalArgumentException("a model is validated on splits of its own, or on a part that is held"
                    + " out, more than 0 and less than 1; got the splits " + validation + " and the part " + holdOut);
        }
        if (train.stream().anyMatch(validation::contains)) {
            throw new IllegalArgumentException(
                    "no split is for both, got " + train + " to train and " + validation + " to validate on");
        }
        if (crops < 0 || crops > MOST_CROPS) {
            throw new IllegalArgumentException(
                    "an epoch takes at least one window of a recording, and at most " + MOST_CROPS + ", got " + crops);
        }
    }
}
