package org.mir4j.models.sequence;

import ai.djl.ndarray.types.Shape;
import org.mir4j.models.settings.Named;

/**
 * The settings of {@link Recurrent}.
 *
 * @param hidden features a direction
 * @param layers how many are stacked
 * @param bidirectional whether each layer also reads time backwards
 */
@Named("recurrent")
public record RecurrentSettings(int hidden, int layers, boolean bidirectional) implements SequenceSettings {

    /** Refuses a network without features or layers. */
    public RecurrentSettings {
        if (hidden < 1 || layers < 1) {
            throw new IllegalArgumentException(
                    "a recurrent network has at least one layer of one feature, got " + layers + " of " + hidden);
        }
    }

    @Override
    public SequenceLayer build(Shape sequence) {
        return new Recurrent(this, (int) sequence.get(2));
    }

    @Override
    public Summary summary() {
        return bidirectional ? Summary.BOTH_ENDS : Summary.LAST_FRAME;
    }
}
