package org.mir4j.models.pooling;

import org.mir4j.models.sequence.Summary;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link AutoPooling}.
 *
 * @param initialAlpha where training starts: 0 is the mean, the authors' choice is 1
 * @param perClass whether every class has an alpha of its own
 * @param maxAlpha the largest alpha that is pooled with (the authors' CAP); 0 for no limit
 * @param penalty what the sum of squared alphas is multiplied by in the loss (the authors' RAP); 0 for none
 */
@Named("auto")
public record AutoPoolingSettings(
        double initialAlpha, boolean perClass, @Omittable double maxAlpha, @Omittable double penalty)
        implements PoolingSettings {

    /** Refuses numbers that are not finite, negative limits and penalties, and a start beyond the limit. */
    public AutoPoolingSettings {
        if (!Double.isFinite(initialAlpha)) {
            throw new IllegalArgumentException("auto-pool starts from a finite alpha, got " + initialAlpha);
        }
        if (!(maxAlpha >= 0 && maxAlpha < Double.POSITIVE_INFINITY)
                || !(penalty >= 0 && penalty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the limit of alpha and its penalty are positive, or 0 for none, got "
                    + maxAlpha + " and " + penalty);
        }
        if (maxAlpha > 0 && initialAlpha > maxAlpha) {
            throw new IllegalArgumentException(
                    "alpha cannot start from " + initialAlpha + ", which is beyond its limit of " + maxAlpha);
        }
    }

    @Override
    public PoolingHead build(int features, Summary summary) {
        PoolingSettings.requireFrames(summary, "auto");
        return new AutoPooling(this, features);
    }
}
