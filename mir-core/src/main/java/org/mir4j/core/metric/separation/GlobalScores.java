// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.separation;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * GNSDR, GSIR and GSAR: means over recordings, weighted by their lengths (Hsu and Jang, 2010; Huang et al.,
 * "Singing-voice separation from monaural recordings using deep recurrent neural networks", ISMIR 2014).
 *
 * @param gnsdr in dB
 * @param gsir in dB
 * @param gsar in dB
 * @param clips how many recordings they are the means of
 * @param skipped how many did not count because a score is NaN
 */
public record GlobalScores(double gnsdr, double gsir, double gsar, int clips, int skipped) {

    /**
     * The means of the scores of one source.
     *
     * @param scores one entry a recording; those with a score of NaN do not count
     * @return the means; NaN if no recording counts
     */
    public static GlobalScores of(Collection<ClipScores> scores) {
        List<ClipScores> counted = scores.stream()
                .filter(clip -> !Double.isNaN(clip.nsdr() + clip.sir() + clip.sar()))
                .toList();
        return new GlobalScores(
                mean(counted, ClipScores::nsdr),
                mean(counted, ClipScores::sir),
                mean(counted, ClipScores::sar),
                counted.size(),
                scores.size() - counted.size());
    }

    private static double mean(List<ClipScores> clips, ToDoubleFunction<ClipScores> score) {
        double sum = 0;
        long samples = 0;
        for (ClipScores clip : clips) {
            sum += clip.samples() * score.applyAsDouble(clip);
            samples += clip.samples();
        }
        return sum / samples;
    }
}
