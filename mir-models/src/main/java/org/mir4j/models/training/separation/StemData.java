// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.List;
import org.mir4j.models.settings.Omittable;

/**
 * On what a separator is trained and validated.
 *
 * @param train songs to train on
 * @param validation songs to validate on
 */
public record StemData(List<StemData.Source> train, List<StemData.Source> validation) {

    /** Refuses data without training or validation. */
    public StemData {
        train = train == null ? List.of() : List.copyOf(train);
        validation = validation == null ? List.of() : List.copyOf(validation);
        if (train.isEmpty() || validation.isEmpty()) {
            throw new IllegalArgumentException("a separator needs songs to train on and songs to validate on");
        }
        if (train.stream().anyMatch(validation::contains)) {
            throw new IllegalArgumentException(
                    "no songs are for both, got " + train + " to train on and " + validation + " to validate on");
        }
    }

    /**
     * Songs with their stems, or recordings whose stems teachers find.
     *
     * @param dataset its name, or that of a manifest in the folder
     * @param folder where it lies below the root of the training; by default that root itself
     * @param split one of its splits
     * @param share how often its songs are drawn in comparison with others; 1 by default, a song with twice the share twice
     */
    public record Source(String dataset, @Omittable String folder, String split, @Omittable double share) {

        /** Refuses sources without a name, and shares that are none. */
        public Source {
            if (dataset == null || dataset.isBlank() || split == null || split.isBlank()) {
                throw new IllegalArgumentException("stems come from a dataset and one of its splits");
            }
            folder = folder == null ? "" : folder;
            share = share == 0 ? 1 : share;
            if (!(share > 0 && Double.isFinite(share))) {
                throw new IllegalArgumentException("a share is a positive number, got " + share);
            }
        }
    }
}
