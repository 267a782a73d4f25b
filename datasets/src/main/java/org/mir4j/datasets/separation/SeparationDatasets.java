// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.separation;

import java.util.List;
import org.mir4j.core.dataset.SeparationDataset;

/** All separation datasets that have a name. */
public final class SeparationDatasets {

    private SeparationDatasets() {}

    /**
     * Lists them.
     *
     * @return one object each, in the order of their names
     */
    public static List<SeparationDataset> all() {
        return List.of(new Dsd100(), new MedleyDb(), new Mir1k(), new Musdb18(), new Musdb18Sample(), new Musdb18Hq());
    }
}
