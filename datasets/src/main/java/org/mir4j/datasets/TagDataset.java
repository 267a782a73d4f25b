// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggingDataset;

/** A tagging dataset, of which only splits are read that its card names. */
abstract class TagDataset implements TaggingDataset {

    private final DatasetCard card;

    TagDataset(DatasetCard card) {
        this.card = card;
    }

    @Override
    public final DatasetCard card() {
        return card;
    }

    @Override
    public final TaggedSplit load(Path root, String split) {
        card.requireSplit(split);
        return read(root, split);
    }

    /**
     * Reads the tracks of a split.
     *
     * @param root where the dataset is said to lie
     * @param split one of those of the card
     */
    abstract TaggedSplit read(Path root, String split);
}
