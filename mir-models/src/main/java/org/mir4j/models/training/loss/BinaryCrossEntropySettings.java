package org.mir4j.models.training.loss;

import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * {@link BinaryCrossEntropy}: any number of tags hold.
 *
 * @param positiveWeight how much more a tag that holds counts than one that does not; 1 by default
 */
@Named("binary-cross-entropy")
public record BinaryCrossEntropySettings(@Omittable double positiveWeight) implements LossSettings {

    /** Refuses weights that are not positive. */
    public BinaryCrossEntropySettings {
        positiveWeight = positiveWeight == 0 ? 1 : positiveWeight;
        if (!(positiveWeight > 0 && Double.isFinite(positiveWeight))) {
            throw new IllegalArgumentException("a weight is positive, got " + positiveWeight);
        }
    }

    @Override
    public Loss build() {
        return new BinaryCrossEntropy(positiveWeight);
    }
}
