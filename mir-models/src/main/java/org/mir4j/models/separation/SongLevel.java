// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

/**
 * What a song is brought to a common level by, before a network receives it.
 *
 * @param mean of the samples
 * @param deviation their standard deviation, more than 0
 */
record SongLevel(double mean, double deviation) {

    /** Leaves a song as it is. */
    static final SongLevel NONE = new SongLevel(0, 1);

    /** Keeps silence finite. */
    private static final double SILENCE = 1e-8;

    /** Measures the mean of a song's channels, block by block. */
    static final class Meter {

        private long count;
        private double mean;
        private double squares; // of the distances from the mean

        /**
         * Takes the next samples.
         *
         * @param block {@code [C][any]}
         */
        void add(float[][] block) {
            int length = block[0].length;
            if (length == 0) {
                return;
            }
            double sum = 0;
            double sumOfSquares = 0;
            for (int n = 0; n < length; n++) {
                double mono = 0;
                for (float[] channel : block) {
                    mono += channel[n];
                }
                mono /= block.length;
                sum += mono;
                sumOfSquares += mono * mono;
            }
            double ofBlock = sum / length;
            double distance = ofBlock - mean;
            long all = count + length;
            squares += Math.max(0, sumOfSquares - sum * ofBlock) + distance * distance * count * length / all;
            mean += distance * length / all;
            count = all;
        }

        /** The level of all samples so far. */
        SongLevel level() {
            return count < 2 ? NONE : new SongLevel(mean, Math.sqrt(squares / (count - 1)) + SILENCE);
        }
    }
}
