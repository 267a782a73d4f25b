// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Two peaking filters, one after the other, as on a mixing desk.
 *
 * <p>Source: Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients", W3C note, 2021, peaking
 * EQ.
 *
 * @param bands its filters
 */
record Equaliser(List<Band> bands) {

    private static final double LOWEST = 0.005;
    private static final double HIGHEST = 0.4;
    private static final double NARROWEST = 2;
    private static final double WIDEST = 0.5;

    /**
     * A filter.
     *
     * @param frequency of its middle, as a part of the sample rate
     * @param quality how narrow it is
     * @param decibels what it adds in the middle
     */
    record Band(double frequency, double quality, double decibels) {

        private void apply(float[] row) {
            double gain = Math.pow(10, decibels / 40);
            double angle = 2 * Math.PI * frequency;
            double alpha = Math.sin(angle) / (2 * quality);
            double a0 = 1 + alpha / gain;
            double b0 = (1 + alpha * gain) / a0;
            double b1 = -2 * Math.cos(angle) / a0; // and a1
            double b2 = (1 - alpha * gain) / a0;
            double a2 = (1 - alpha / gain) / a0;
            double first = 0;
            double second = 0;
            for (int n = 0; n < row.length; n++) {
                double x = row[n];
                double y = b0 * x + first;
                first = b1 * x - b1 * y + second;
                second = b2 * x - a2 * y;
                row[n] = (float) y;
            }
        }
    }

    /**
     * One by chance.
     *
     * @param most by how many dB a band is changed
     * @param random draws two bands
     */
    static Equaliser drawn(double most, Random random) {
        return new Equaliser(Stream.generate(() -> new Band(
                        LOWEST * Math.pow(HIGHEST / LOWEST, random.nextDouble()),
                        WIDEST * Math.pow(NARROWEST / WIDEST, random.nextDouble()),
                        most * (2 * random.nextDouble() - 1)))
                .limit(2)
                .toList());
    }

    /** Filters samples in place, all channels alike. */
    void apply(float[][] rows) {
        for (float[] row : rows) {
            bands.forEach(band -> band.apply(row));
        }
    }
}
