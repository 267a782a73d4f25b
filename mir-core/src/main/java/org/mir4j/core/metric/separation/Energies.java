// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.separation;

/** The energies of the parts into which an estimate falls, summed over samples and channels. */
final class Energies {

    private double reference;
    private double distortion;
    private double filtered;
    private double spatial;
    private double unfiltered;
    private double interference;
    private double projected;
    private double artifact;

    /**
     * Adds the samples {@code from <= k < to} of one channel.
     *
     * @param target the reference
     * @param estimate the estimate
     * @param own its projection onto the delayed copies of its own reference
     * @param all its projection onto those of all references
     */
    void add(double[] target, double[] estimate, double[] own, double[] all, int from, int to) {
        double[] sums = new double[8];
        for (int k = from; k < to; k++) {
            sums[0] += target[k] * target[k];
            sums[1] += (estimate[k] - target[k]) * (estimate[k] - target[k]);
            sums[2] += own[k] * own[k];
            sums[3] += (own[k] - target[k]) * (own[k] - target[k]);
            sums[4] += (estimate[k] - own[k]) * (estimate[k] - own[k]);
            sums[5] += (all[k] - own[k]) * (all[k] - own[k]);
            sums[6] += all[k] * all[k];
            sums[7] += (estimate[k] - all[k]) * (estimate[k] - all[k]);
        }
        reference += sums[0];
        distortion += sums[1];
        filtered += sums[2];
        spatial += sums[3];
        unfiltered += sums[4];
        interference += sums[5];
        projected += sums[6];
        artifact += sums[7];
    }

    /** The scores where a filtered reference counts as distorted: bss_eval_images. */
    SeparationScores ofImages() {
        return new SeparationScores(
                decibels(reference, distortion),
                decibels(reference, spatial),
                decibels(filtered, interference),
                decibels(projected, artifact));
    }

    /** The scores where a filtered reference is as good as the reference: bss_eval_sources. */
    SeparationScores ofSources() {
        return new SeparationScores(
                decibels(filtered, unfiltered),
                Double.NaN,
                decibels(filtered, interference),
                decibels(projected, artifact));
    }

    private static double decibels(double signal, double disturbance) {
        return disturbance == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / disturbance);
    }
}
