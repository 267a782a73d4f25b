// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.nio.file.Path;

/** Songs with the stems they were mixed from. */
public non-sealed interface SeparationDataset extends Dataset {

    /**
     * Reads which tracks a split has. Whether their recordings are there is not looked at, unless the folders
     * themselves are the list of the tracks.
     *
     * @param root where the dataset lies
     * @param split the name of one of its splits
     * @return the tracks with their stems
     * @throws org.mir4j.core.error.DatasetException if there is no such split, or the metadata is missing or damaged
     */
    StemSplit load(Path root, String split);
}
