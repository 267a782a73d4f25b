package org.mir4j.models.training.optimiser;

import ai.djl.ndarray.NDManager;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * {@link Adam}; with decay, AdamW.
 *
 * @param rate the learning rate
 * @param decay of weights, apart from the gradient, as a part of the rate; 0 by default
 * @param clip the longest norm of the gradient; 0, the default, for any
 */
@Named("adam")
public record AdamSettings(double rate, @Omittable double decay, @Omittable double clip) implements OptimiserSettings {

    /** Refuses what is no learning rate, no decay and no norm. */
    public AdamSettings {
        OptimiserSettings.require(rate, decay, clip);
    }

    @Override
    public Optimiser build(NDManager manager) {
        return new Adam(manager, decay);
    }
}
