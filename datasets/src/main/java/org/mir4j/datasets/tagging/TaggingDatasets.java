// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.tagging;

import java.util.List;
import org.mir4j.core.dataset.TaggingDataset;

/** All tagging datasets that have a name. */
public final class TaggingDatasets {

    private TaggingDatasets() {}

    /**
     * Lists them.
     *
     * @return one object each, in the order of their names
     */
    public static List<TaggingDataset> all() {
        return List.of(
                new Esc50(),
                Fma.medium(),
                Fma.small(),
                new FsdKaggle2018(),
                new Gtzan(),
                new MagnaTagATune(),
                new MillionSongs(),
                MtgJamendo.genre(),
                MtgJamendo.instrument(),
                MtgJamendo.moodTheme(),
                MtgJamendo.top50(),
                new OpenMic2018());
    }
}
