// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.List;
import org.mir4j.models.settings.Omittable;

/**
 * On what a separator is trained and validated.
 *
 * @param train songs to train on
 * @param validation songs to validate on; none if a part is held out
 * @param holdOut which part of the songs of {@code train} that have all stems, or teachers, is validated on instead
 */
public record StemData(
        List<StemData.Source> train,
        @Omittable List<StemData.Source> validation,
        @Omittable(formerly = "0.0") double holdOut) {

    /** Refuses data without training or validation. */
    public StemData {
        train = train == null ? List.of() : List.copyOf(train);
        validation = validation == null ? List.of() : List.copyOf(validation);
        if (!(holdOut >= 0 && holdOut < 1)) {
            throw new IllegalArgumentException("the part held out is from 0 to less than 1, got " + holdOut);
        }
        if (train.isEmpty() || validation.isEmpty() == (holdOut == 0)) {
            throw new IllegalArgumentException("a separator needs songs to train on, and either songs to validate on"
                    + " (validation) or a part of the others (holdOut)");
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
     * @param stem what recordings without stems are as a whole: one of the separator's stems, such as the accompaniment for
     *     instrumental music; null for songs whose stems teachers find
     * @param share how often its songs are drawn in comparison with others; 1 by default, a song with twice the share twice
     */
    public record Source(
            String dataset, @Omittable String folder, String split, @Omittable String stem, @Omittable double share) {

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
