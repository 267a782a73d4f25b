// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.nio.file.Path;
import java.util.List;

/** A collection of recordings with truth about them, as it lies on disk below a root. */
public sealed interface Dataset permits TaggingDataset, SeparationDataset {

    /**
     * What the dataset is.
     *
     * @return its card
     */
    DatasetCard card();

    /**
     * The files that a complete copy has, and their checksums where there are any.
     *
     * @param root where the copy lies; its metadata is read where the list is kept there
     * @return all files, those of all splits and the metadata
     * @throws org.mir4j.core.error.DatasetException if the metadata is not there or cannot be understood
     */
    List<DatasetFile> files(Path root);
}
