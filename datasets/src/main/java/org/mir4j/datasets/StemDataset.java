// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.StemSplit;

/** A separation dataset below a root, which is looked for before any split of it is read. */
abstract class StemDataset implements SeparationDataset {

    private final DatasetCard card;

    StemDataset(DatasetCard card) {
        this.card = card;
    }

    @Override
    public final DatasetCard card() {
        return card;
    }

    @Override
    public final StemSplit load(Path root, String split) {
        card.requireSplit(split);
        FileLookup.requireRoot(root, card);
        return read(root, split);
    }

    /**
     * Reads the tracks of a split.
     *
     * @param root a directory that is there
     * @param split one of those of the card
     */
    abstract StemSplit read(Path root, String split);
}
