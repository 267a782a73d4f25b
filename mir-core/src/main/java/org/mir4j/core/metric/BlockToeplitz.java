// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.Arrays;
import java.util.Optional;
import org.mir4j.core.fourier.Fft;
import org.mir4j.core.fourier.Spectrum;

/**
 * The inner products of the delayed copies of some signals: a symmetric block Toeplitz matrix, of {@code order} by
 * {@code order} blocks of {@code size} by {@code size}. Unknown {@code delay * size + a} belongs to signal {@code a}.
 */
final class BlockToeplitz {

    private final int size;
    private final int order;
    private final double[][][] lags;
    private final Spectrum[][] kernels;
    private final Fft fft;

    /**
     * @param lags {@code lags[a][b][lag + order - 1]}: the sum over n of {@code a[n] b[n + lag]}, for
     *     {@code -order < lag < order}
     */
    BlockToeplitz(double[][][] lags) {
        this.lags = lags;
        size = lags.length;
        order = (lags[0][0].length + 1) / 2;
        fft = new Fft(Math.max(Integer.highestOneBit(4 * order - 3), 4));
        kernels = new Spectrum[size][size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                kernels[a][b] = kernel(lags[a][b]);
            }
        }
    }

    private Spectrum kernel(double[] lag) {
        Spectrum kernel = Spectrum.zeros(fft.length());
        for (int k = 0; k < lag.length; k++) {
            kernel.re()[Math.floorMod(k - (order - 1), fft.length())] = lag[k];
        }
        fft.forward(kernel);
        return kernel;
    }

    int size() {
        return size;
    }

    int order() {
        return order;
    }

    /** The element in row {@code a} of the first row of blocks, and in column {@code b} of its block {@code block}. */
    double firstRow(int block, int a, int b) {
        return lags[a][b][order - 1 - block];
    }

    /** The product with vectors of {@code order * size} elements, two of them to a transform. */
    double[][] multiply(double[][] vectors) {
        double[][] products = new double[vectors.length][order * size];
        Spectrum[] spectra = new Spectrum[size];
        Spectrum product = Spectrum.zeros(fft.length());
        for (int first = 0; first < vectors.length; first += 2) {
            int second = Math.min(first + 1, vectors.length - 1);
            for (int b = 0; b < size; b++) {
                spectra[b] = Spectrum.zeros(fft.length());
                for (int delay = 0; delay < order; delay++) {
                    spectra[b].re()[delay] = vectors[first][delay * size + b];
                    spectra[b].im()[delay] = vectors[second][delay * size + b];
                }
                fft.forward(spectra[b]);
            }
            for (int a = 0; a < size; a++) {
                product.clear();
                for (int b = 0; b < size; b++) {
                    product.addProduct(kernels[a][b], spectra[b]);
                }
                fft.inverse(product);
                for (int delay = 0; delay < order; delay++) {
                    products[second][delay * size + a] = product.im()[delay];
                    products[first][delay * size + a] = product.re()[delay];
                }
            }
        }
        return products;
    }

    /**
     * The Cholesky factor R of a positive definite block Toeplitz matrix G = R'R, by the generalized Schur algorithm
     * (Kailath and Sayed, "Displacement structure", SIAM Review 37(3), 1995): G less itself, moved one block down the
     * diagonal, is P'P - N'N with one block row P and one N, from which R follows row by row in O(order^2 size^3) steps.
     *
     * <p>Householder reflections of N and hyperbolic rotations in mixed form (Bojanczyk, Brent, Van Dooren and de Hoog,
     * 1987) make it as stable as Cholesky's algorithm on the dense matrix (Stewart and Van Dooren, 1997).
     */
    static final class Factor {

        private final int size;
        /** Row {@code block * size + a} from the start of its diagonal block on; zeros left of the diagonal. */
        private final double[][] rows;

        private Factor(int size, double[][] rows) {
            this.size = size;
            this.rows = rows;
        }

        /**
         * Factors {@code matrix + ridge * I}.
         *
         * @return nothing if the matrix is not positive definite to working precision
         */
        static Optional<Factor> of(BlockToeplitz matrix, double ridge) {
            int size = matrix.size();
            double[][] positive = firstRows(matrix, ridge);
            if (positive == null) {
                return Optional.empty();
            }
            double[][] negative = new double[size][];
            for (int a = 0; a < size; a++) {
                negative[a] = positive[a].clone();
            }
            double[][] rows = new double[matrix.order() * size][];
            double[] scratch = new double[positive[0].length];
            for (int block = 0; block < matrix.order(); block++) {
                int length = (matrix.order() - block) * size;
                if (block > 0) {
                    advance(negative, size, length);
                    if (!annihilate(positive, negative, length, scratch)) {
                        return Optional.empty();
                    }
                }
                for (int a = 0; a < size; a++) {
                    rows[block * size + a] = Arrays.copyOf(positive[a], length);
                }
            }
            return Optional.of(new Factor(size, rows));
        }

        /** The first block row of R: the first of G, divided by the Cholesky factor of its first block. */
        private static double[][] firstRows(BlockToeplitz matrix, double ridge) {
            int size = matrix.size();
            double[][] rows = new double[size][matrix.order() * size];
            for (int a = 0; a < size; a++) {
                for (int k = 0; k < rows[a].length; k++) {
                    rows[a][k] = matrix.firstRow(k / size, a, k % size);
                }
                rows[a][a] += ridge;
            }
            for (int a = 0; a < size; a++) {
                if (!(rows[a][a] > 0)) {
                    return null;
                }
                LeastSquares.scale(rows[a], 1 / Math.sqrt(rows[a][a]));
                Arrays.fill(rows[a], 0, a, 0);
                for (int below = a + 1; below < size; below++) {
                    subtract(rows[below], rows[a], rows[a][below], rows[a].length);
                }
            }
            return rows;
        }

        private static void advance(double[][] rows, int by, int length) {
            for (double[] row : rows) {
                System.arraycopy(row, by, row, 0, length);
            }
        }

        /** Makes the first block of the negative rows zero, by transformations that keep P'P - N'N. */
        private static boolean annihilate(double[][] positive, double[][] negative, int length, double[] scratch) {
            for (int column = 0; column < positive.length; column++) {
                reflect(negative, column, length, scratch);
                double ratio = negative[0][column] / positive[column][column];
                double shrink = Math.sqrt((1 - ratio) * (1 + ratio));
                if (!(shrink > 0)) {
                    return false;
                }
                rotate(positive[column], negative[0], ratio, shrink, length);
                negative[0][column] = 0;
            }
            return true;
        }

        /** A Householder reflection that leaves only the first of the rows with something in one column. */
        private static void reflect(double[][] rows, int column, int length, double[] scratch) {
            double[] mirror = new double[rows.length];
            double tail = 0;
            for (int r = 0; r < rows.length; r++) {
                mirror[r] = rows[r][column];
                tail += r == 0 ? 0 : mirror[r] * mirror[r];
            }
            if (tail == 0) {
                return;
            }
            double head = mirror[0];
            mirror[0] += Math.copySign(Math.sqrt(head * head + tail), head);
            double scale = 2 / (mirror[0] * mirror[0] + tail);
            Arrays.fill(scratch, 0, length, 0);
            for (int r = 0; r < rows.length; r++) {
                subtract(scratch, rows[r], -scale * mirror[r], length);
            }
            for (int r = 0; r < rows.length; r++) {
                subtract(rows[r], scratch, mirror[r], length);
                rows[r][column] = r == 0 ? rows[r][column] : 0;
            }
        }

        private static void rotate(double[] positive, double[] negative, double ratio, double shrink, int length) {
            double grow = 1 / shrink;
            for (int k = 0; k < length; k++) {
                double turned = (positive[k] - ratio * negative[k]) * grow;
                negative[k] = shrink * negative[k] - ratio * turned;
                positive[k] = turned;
            }
        }

        private static void subtract(double[] from, double[] row, double factor, int length) {
            for (int k = 0; k < length; k++) {
                from[k] -= factor * row[k];
            }
        }

        /** Solves R'y = b for several right-hand sides. */
        double[][] forward(double[][] right) {
            double[][] solutions = new double[right.length][rows.length];
            for (int side = 0; side < right.length; side++) {
                double[] rest = right[side].clone();
                for (int first = 0; first < rows.length; first += size) {
                    for (int a = 0; a < size; a++) {
                        double[] row = rows[first + a];
                        double solution = rest[a] / row[a];
                        solutions[side][first + a] = solution;
                        subtract(rest, row, solution, row.length);
                    }
                    System.arraycopy(rest, size, rest, 0, rows.length - first - size);
                }
            }
            return solutions;
        }

        /** Solves Rx = y for several right-hand sides. */
        double[][] backward(double[][] right) {
            double[][] solutions = new double[right.length][rows.length];
            for (int k = rows.length - 1; k >= 0; k--) {
                int first = k - k % size;
                int diagonal = k % size;
                for (int side = 0; side < right.length; side++) {
                    double known = dot(rows[k], diagonal + 1, solutions[side], first);
                    solutions[side][k] = (right[side][k] - known) / rows[k][diagonal];
                }
            }
            return solutions;
        }

        /** Four sums at a time: one would wait for each addition to end before the next. */
        private static double dot(double[] row, int from, double[] vector, int offset) {
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            int k = from;
            for (; k + 3 < row.length; k += 4) {
                s0 += row[k] * vector[offset + k];
                s1 += row[k + 1] * vector[offset + k + 1];
                s2 += row[k + 2] * vector[offset + k + 2];
                s3 += row[k + 3] * vector[offset + k + 3];
            }
            for (; k < row.length; k++) {
                s0 += row[k] * vector[offset + k];
            }
            return s0 + s1 + (s2 + s3);
        }
    }
}
