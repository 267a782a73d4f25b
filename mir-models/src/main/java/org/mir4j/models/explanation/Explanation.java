// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

/**
 * Why a window of sound has a tag.
 *
 * <p>The saliency is the gradient of the tag's logit with respect to the network's input (Simonyan, Vedaldi, Zisserman,
 * "Deep inside convolutional networks", ICLR workshop 2014), multiplied by the input's distance from a baseline
 * (gradient x input: Shrikumar et al., "Not just a black box: learning important features through propagating activation
 * differences", 2016). The baseline is what the front-end makes of digital silence: levels in dB have no zero that means
 * "nothing there", and silence is what does. Positive numbers speak for the tag, negative ones against it. To first order
 * their sum is the logit minus that of silence, and exactly so for a linear network.
 *
 * @param tag the tag
 * @param score of the window, from 0 to 1
 * @param logit of which the score is made
 * @param levels the network's input, one row per frame and one number per band: T x F; T x 1 for samples themselves
 * @param saliency T x F, in the unit of the logit
 * @param moments what {@link Moments} says of the T' frames that are pooled; empty for {@link Moments#WINDOWS}
 */
public record Explanation(
        String tag, double score, double logit, float[][] levels, float[][] saliency, float[] moments) {

    /** Refuses a saliency of another size than the input's. */
    public Explanation {
        if (levels.length != saliency.length) {
            throw new IllegalArgumentException("there is a row of saliency for each frame, got " + saliency.length
                    + " for " + levels.length + " frames");
        }
        for (int frame = 0; frame < levels.length; frame++) {
            if (levels[frame].length != saliency[frame].length) {
                throw new IllegalArgumentException("frame " + frame + " has " + levels[frame].length + " levels and "
                        + saliency[frame].length + " numbers of saliency");
            }
        }
    }
}
