package org.mir4j.models.training.optimiser;

import ai.djl.ndarray.NDManager;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * {@link Sgd}.
 *
 * @param rate the learning rate
 * @param momentum how much of the last step goes on; 0 by default
 * @param decay of weights, as a part of the rate; 0 by default
 * @param clip the longest norm of the gradient; 0, the default, for any
 */
@Named("sgd")
public record SgdSettings(double rate, @Omittable double momentum, @Omittable double decay, @Omittable double clip)
        implements OptimiserSettings {

    /** Refuses what is no learning rate, no momentum, no decay and no norm. */
    public SgdSettings {
        OptimiserSettings.require(rate, decay, clip);
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum is a part from 0 to less than 1, got " + momentum);
        }
    }

    @Override
    public Optimiser build(NDManager manager) {
        return new Sgd(manager, momentum, decay);
    }
}
