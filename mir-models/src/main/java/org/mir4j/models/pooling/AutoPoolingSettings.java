package org.mir4j.models.pooling;

import org.mir4j.models.sequence.Summary;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link AutoPooling}.
 *
 * @param initialAlpha where training starts: 1, the softmax-weighted mean, in the authors' experiments; 0, the mean, by
 *     default in the library that they published later
 * @param perClass whether every class has an alpha of its own
 * @param maxAlpha the largest {@code |alpha|} (the authors' CAP); 0, the default, for no limit
 * @param penalty what the sum of squared alphas is multiplied by in the loss (the authors' RAP; theirs is 1e-4); 0, the
 *     default, for none
 * @param nonNegative whether alpha is at least 0, so that it never tends to the minimum; not by default
 */
@Named("auto")
public record AutoPoolingSettings(
        double initialAlpha,
        boolean perClass,
        @Omittable double maxAlpha,
        @Omittable double penalty,
        @Omittable boolean nonNegative)
        implements PoolingSettings {

    /** Refuses numbers that are not finite, negative limits and penalties, and a start beyond the limits. */
    public AutoPoolingSettings {
        if (!Double.isFinite(initialAlpha)) {
            throw new IllegalArgumentException("auto-pool starts from a finite alpha, got " + initialAlpha);
        }
        if (!(maxAlpha >= 0 && maxAlpha < Double.POSITIVE_INFINITY)
                || !(penalty >= 0 && penalty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the limit of alpha and its penalty are positive, or 0 for none, got "
                    + maxAlpha + " and " + penalty);
        }
        if (maxAlpha > 0 && Math.abs(initialAlpha) > maxAlpha) {
            throw new IllegalArgumentException(
                    "alpha cannot start from " + initialAlpha + ", which is beyond its limit of " + maxAlpha);
        }
        if (nonNegative && initialAlpha < 0) {
            throw new IllegalArgumentException(
                    "alpha cannot start from " + initialAlpha + ", since it is not to be negative (nonNegative)");
        }
    }

    /**
     * Settings by which alpha may be negative.
     *
     * @param initialAlpha where training starts
     * @param perClass whether every class has an alpha of its own
     * @param maxAlpha the largest {@code |alpha|}; 0 for no limit
     * @param penalty what the sum of squared alphas is multiplied by in the loss; 0 for none
     */
    public AutoPoolingSettings(double initialAlpha, boolean perClass, double maxAlpha, double penalty) {
        this(initialAlpha, perClass, maxAlpha, penalty, false);
    }

    /** Whether there is an alpha that is not allowed. */
    boolean isConstrained() {
        return maxAlpha > 0 || nonNegative;
    }

    float leastAlpha() {
        return nonNegative ? 0 : -mostAlpha();
    }

    float mostAlpha() {
        return maxAlpha > 0 ? (float) maxAlpha : Float.MAX_VALUE;
    }

    @Override
    public PoolingHead build(int features, Summary summary) {
        PoolingSettings.requireFrames(summary, "auto");
        return new AutoPooling(this, features);
    }
}
