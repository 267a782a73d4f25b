// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.nio.file.Path;

/** Recordings with labels. */
public non-sealed interface TaggingDataset extends Dataset {

    /**
     * Reads which tracks a split has. Whether their recordings are there is not looked at.
     *
     * @param root where the dataset lies
     * @param split the name of one of its splits
     * @return the tracks with their labels
     * @throws org.mir4j.core.error.DatasetException if there is no such split, or the metadata is missing or damaged
     */
    TaggedSplit load(Path root, String split);
}
