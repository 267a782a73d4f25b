package org.mir4j.models.training.recipe;

import org.mir4j.models.settings.Omittable;

/**
 * Songs with their stems.
 *
 * @param dataset its name
 * @param folder where it lies below the root of the training; by default that root itself
 * @param split one of its splits
 * @param share how often its songs are drawn in comparison with others; 1 by default, a song with twice the share twice
 */
public record StemSource(String dataset, @Omittable String folder, String split, @Omittable double share) {

    /** Refuses sources without a name, and shares that are none. */
    public StemSource {
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
