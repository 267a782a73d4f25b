package org.mir4j.models.training.loss;

import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * {@link CrossEntropy}: exactly one class holds.
 *
 * @param smoothing how much of the truth is spread evenly over all classes, from 0, the default, to less than 1
 */
@Named("cross-entropy")
public record CrossEntropySettings(@Omittable double smoothing) implements LossSettings {

    /** Refuses smoothing that leaves no truth. */
    public CrossEntropySettings {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("label smoothing is a part from 0 to less than 1, got " + smoothing);
        }
    }

    @Override
    public Loss build() {
        return new CrossEntropy(smoothing);
    }
}
