// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.separation;

import org.mir4j.core.signal.Fft;
import org.mir4j.core.signal.Spectrum;

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
}
