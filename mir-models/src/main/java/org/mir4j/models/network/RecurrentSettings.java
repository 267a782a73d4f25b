// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.Cell;
import org.mir4j.models.layer.RecurrentCells;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link Recurrent}.
 *
 * @param cell the kind of cells
 * @param hidden features a direction
 * @param layers how many are stacked
 * @param bidirectional whether each layer also reads time backwards
 * @param dropout the part of features that is left out between layers in training, at least 0 and less than 1; 0 by
 *     default
 */
@Named("recurrent")
public record RecurrentSettings(Cell cell, int hidden, int layers, boolean bidirectional, @Omittable double dropout)
        implements SequenceSettings {

    /** Refuses a network without features or layers, and dropout where nothing stands between layers. */
    public RecurrentSettings {
        new RecurrentCells.Settings(cell, hidden, layers, bidirectional, dropout);
    }

    /** The same for the cells. */
    RecurrentCells.Settings cells() {
        return new RecurrentCells.Settings(cell, hidden, layers, bidirectional, dropout);
    }

    @Override
    public SequenceLayer build(Shape sequence) {
        return new Recurrent(this, (int) sequence.get(2));
    }

    @Override
    public SequenceReadout readout() {
        return bidirectional ? SequenceReadout.BOTH_ENDS : SequenceReadout.LAST_FRAME;
    }
}
