// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.separation;

/**
 * The filters by which references approach estimates best, in the sense of least squares over the whole signal: their
 * outputs add up to the projection of the estimates onto the delayed copies of the references (Vincent, Gribonval and
 * Févotte, "Performance measurement in blind audio source separation", IEEE TASLP 14(4), 2006).
 *
 * @param correlations of all references and estimates
 * @param taps how long the filters are
 * @param loading what is added to the diagonal of the matrix of inner products
 */
record ProjectionFilters(Correlations correlations, int taps, double loading) {

    /**
     * Finds filters.
     *
     * @param references the references to project onto
     * @param estimates the estimates to project
     * @return {@code [estimate][reference][tap]}
     */
    double[][][] solve(int[] references, int[] estimates) {
        int size = references.length;
        double[] scales = scales(references);
        double[][] right = new double[estimates.length][taps * size];
        for (int c = 0; c < estimates.length; c++) {
            for (int k = 0; k < right[c].length; k++) {
                right[c][k] =
                        scales[k % size] * correlations.withEstimate(references[k % size], estimates[c], k / size);
            }
        }
        double[][] solutions = equations(references, scales).solve(right);
        double[][][] filters = new double[estimates.length][size][taps];
        for (int c = 0; c < estimates.length; c++) {
            for (int k = 0; k < solutions[c].length; k++) {
                filters[c][k % size][k / size] = solutions[c][k] * scales[k % size];
            }
        }
        return filters;
    }

    /** What makes all references about as loud: powers of two, so that nothing is rounded. */
    private double[] scales(int[] references) {
        double[] scales = new double[references.length];
        for (int a = 0; a < references.length; a++) {
            double energy = correlations.leading(references[a], references[a], 0)
                    + correlations.trailing(references[a], references[a], 0)
                    + loading;
            scales[a] = Math.scalb(1.0, -Math.getExponent(energy) / 2);
        }
        return scales;
    }

    private LeastSquares equations(int[] references, double[] scales) {
        double[][][] leading = new double[references.length][references.length][2 * taps - 1];
        double[][][] trailing = new double[references.length][references.length][2 * taps - 1];
        for (int a = 0; a < references.length; a++) {
            for (int b = 0; b < references.length; b++) {
                double scale = scales[a] * scales[b];
                for (int lag = 1 - taps; lag < taps; lag++) {
                    double diagonal = a == b && lag == 0 ? loading : 0;
                    leading[a][b][lag + taps - 1] = scale * correlations.leading(references[a], references[b], lag);
                    trailing[a][b][lag + taps - 1] =
                            scale * (correlations.trailing(references[a], references[b], lag) + diagonal);
                }
            }
        }
        return new LeastSquares(leading, trailing);
    }
}
