// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.Collection;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * How well one source was separated, as ratios of energies in dB: higher is better. NaN where a score is not defined
 * (silence), positive infinity where the disturbance in question is nil.
 *
 * @param sdr source to distortion: all that is wrong
 * @param isr image to spatial distortion: the source filtered, or at another place between the channels; NaN where the
 *     measure has none
 * @param sir source to interference: what is left of the other sources
 * @param sar sources to artifacts: what comes from no source
 */
public record SeparationScores(double sdr, double isr, double sir, double sar) {

    /** The scores of what cannot be scored. */
    public static final SeparationScores UNDEFINED =
            new SeparationScores(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /**
     * The median of each of the four scores, over frames or over tracks. As in museval, NaN and infinite scores do not
     * count; the median of an even number of scores is the mean of the two in the middle.
     *
     * @param scores the scores of frames or tracks
     * @return their medians; NaN where no score counts
     */
    public static SeparationScores median(Collection<SeparationScores> scores) {
        return new SeparationScores(
                median(scores, SeparationScores::sdr),
                median(scores, SeparationScores::isr),
                median(scores, SeparationScores::sir),
                median(scores, SeparationScores::sar));
    }

    private static double median(Collection<SeparationScores> scores, ToDoubleFunction<SeparationScores> score) {
        double[] finite =
                scores.stream().mapToDouble(score).filter(Double::isFinite).toArray();
        return new Median().evaluate(finite);
    }
}
