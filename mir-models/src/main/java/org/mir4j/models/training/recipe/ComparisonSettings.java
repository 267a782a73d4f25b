package org.mir4j.models.training.recipe;

/**
 * How what teachers say of different labels is made comparable, so that the labels of one recording can be ranked.
 * Teachers score common labels high and rare ones low, whatever they hear. So for each label the logit {@code x}
 * becomes {@code steepness (x - t) / s + certainty (t - m)}, where {@code t} is exceeded by a share of the training
 * recordings, {@code s} is the standard deviation over them, and {@code m} the median of {@code t} over the labels.
 *
 * @param share of the recordings for which a label may be said to hold
 * @param steepness how fast scores rise around {@code t}
 * @param certainty how much a label counts of which the teachers are more certain than of others, from 0 to 1
 */
public record ComparisonSettings(double share, double steepness, double certainty) {

    /** Refuses parts that are none, and slopes that do not rise. */
    public ComparisonSettings {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share lies between 0 and 1, got " + share);
        }
        if (!(steepness > 0 && Double.isFinite(steepness)) || !(certainty >= 0 && certainty <= 1)) {
            throw new IllegalArgumentException(
                    "the steepness is positive, and the certainty from 0 to 1, got " + steepness + " and " + certainty);
        }
    }
}
