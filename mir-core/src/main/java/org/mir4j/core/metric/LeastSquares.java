// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.Optional;
import org.mir4j.core.metric.BlockToeplitz.Factor;

/**
 * Solves G x = b for the positive semi-definite block Toeplitz matrices of projections.
 *
 * <p>Music makes them nearly singular: above the low-pass of a codec, delayed copies have no energy but that of
 * rounding, and two channels of one voice are almost the same. Errors there are nothing to the energy of a projection,
 * but frames cut from the signal have clicks at their ends that bring them out: a plain solution in double precision is
 * some 1e-3 dB off. So the solution is refined by conjugate gradients, with the factor of G as preconditioner and a
 * residual that is computed with more than double precision.
 *
 * <p>Where that does not converge, G is singular to working precision: one channel is a multiple of another, say. Then
 * a small ridge is added to G, which picks about the shortest of the solutions that are as good.
 */
final class LeastSquares {

    /** Refinement ends with a step as short as this, of the solution's length. */
    private static final double TOLERANCE = 1e-6;

    private static final int MAX_STEPS = 8;
    private static final double RIDGE = 1e-13;

    /** Of numbers of so few bits, products and sums of thousands of them are exact after rounding. */
    private static final int COARSE_BITS = 18;

    private final BlockToeplitz matrix;
    private final BlockToeplitz coarse;
    private final BlockToeplitz rest;

    /**
     * Factors G, whose lags, as {@link BlockToeplitz} takes them, come in two parts to be added. The diagonal of G is
     * about 1.
     */
    LeastSquares(double[][][] leading, double[][][] trailing) {
        int size = leading.length;
        double[][][] sum = new double[size][size][];
        double[][][] high = new double[size][size][];
        double[][][] low = new double[size][size][];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                sum[a][b] = sum(leading[a][b], trailing[a][b]);
                high[a][b] = rounded(sum[a][b], quantum());
                low[a][b] = sum(difference(leading[a][b], high[a][b]), trailing[a][b]);
            }
        }
        matrix = new BlockToeplitz(sum);
        coarse = new BlockToeplitz(high);
        rest = new BlockToeplitz(low);
    }

    /** The solutions for several right-hand sides. */
    double[][] solve(double[][] right) {
        return Factor.of(matrix, 0).flatMap(factor -> refined(factor, right)).orElseGet(() -> regularized(right));
    }

    private double[][] regularized(double[][] right) {
        Optional<Factor> factor = Factor.of(matrix, RIDGE);
        for (double ridge = RIDGE; factor.isEmpty(); ridge *= 100) {
            factor = Factor.of(matrix, ridge);
        }
        return factor.get().backward(factor.get().forward(right));
    }

    /** The solutions, or nothing if they do not converge. */
    private Optional<double[][]> refined(Factor factor, double[][] right) {
        double[][] solutions = factor.backward(factor.forward(right));
        double[][] residuals = residuals(right, solutions);
        double[][] directions = new double[right.length][right[0].length];
        double[] last = new double[right.length];
        for (int step = 0; step < MAX_STEPS; step++) {
            double[][] halves = factor.forward(residuals);
            double[][] corrections = factor.backward(halves);
            double[] missing = new double[right.length];
            for (int side = 0; side < right.length; side++) {
                missing[side] = dot(halves[side], halves[side]);
                scale(directions[side], last[side] > 0 ? missing[side] / last[side] : 0);
                add(directions[side], corrections[side], 1);
            }
            if (!descend(solutions, residuals, directions, missing)) {
                return Optional.of(solutions);
            }
            last = missing;
        }
        return Optional.empty();
    }

    /** Goes along each direction to where most energy is gained; false if no step was worth while. */
    private boolean descend(double[][] solutions, double[][] residuals, double[][] directions, double[] missing) {
        double[][] images = matrix.multiply(directions);
        boolean moving = false;
        for (int side = 0; side < solutions.length; side++) {
            double curvature = dot(directions[side], images[side]);
            double length = curvature > 0 ? missing[side] / curvature : 0;
            add(solutions[side], directions[side], length);
            add(residuals[side], images[side], -length);
            moving |= length * norm(directions[side]) > TOLERANCE * norm(solutions[side]);
            // a matrix that is not even positive any more
            moving |= !(curvature > 0) && missing[side] > 0;
        }
        return moving;
    }

    /** What is missing from the right-hand sides, to about 1e-22 of the products of the norms. */
    private double[][] residuals(double[][] right, double[][] solutions) {
        double[][] high = new double[right.length][];
        double[][] low = new double[right.length][];
        double[] quanta = new double[right.length];
        for (int side = 0; side < right.length; side++) {
            quanta[side] = Math.scalb(quantum(), Math.getExponent(largest(solutions[side])) + 1);
            high[side] = rounded(solutions[side], quanta[side]);
            low[side] = difference(solutions[side], high[side]);
        }
        double[][] exact = coarse.multiply(high);
        double[][] second = coarse.multiply(low);
        double[][] third = rest.multiply(solutions);
        double[][] residuals = new double[right.length][];
        for (int side = 0; side < right.length; side++) {
            double[] remaining = difference(right[side], rounded(exact[side], quantum() * quanta[side]));
            residuals[side] = difference(remaining, sum(second[side], third[side]));
        }
        return residuals;
    }

    private static double quantum() {
        return Math.scalb(1.0, -COARSE_BITS);
    }

    private static double[] rounded(double[] values, double quantum) {
        double[] rounded = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            rounded[k] = Math.rint(values[k] / quantum) * quantum;
        }
        return rounded;
    }

    private static double largest(double[] values) {
        double largest = Double.MIN_NORMAL;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        add(sum, b, 1);
        return sum;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = a.clone();
        add(difference, b, -1);
        return difference;
    }

    private static void add(double[] to, double[] vector, double factor) {
        for (int k = 0; k < to.length; k++) {
            to[k] += factor * vector[k];
        }
    }

    static void scale(double[] vector, double factor) {
        for (int k = 0; k < vector.length; k++) {
            vector[k] *= factor;
        }
    }
}
