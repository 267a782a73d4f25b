// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Mel-frequency cepstral coefficients: an orthonormal discrete cosine transform (type II) of log-mel levels.
 *
 * <p>Source: Davis, Mermelstein, "Comparison of parametric representations for monosyllabic word recognition", IEEE
 * TASSP 28(4), 1980.
 */
final class Mfcc {

    private final NDArray basis; // (coefficients, bands)

    /**
     * @param coefficients how many to keep, from the lowest; at most {@code bands}
     * @param bands how many mel bands there are
     * @param manager where the basis lives
     */
    Mfcc(int coefficients, int bands, NDManager manager) {
        if (coefficients < 1 || coefficients > bands) {
            throw new IllegalArgumentException(
                    bands + " mel bands give 1 to " + bands + " coefficients, asked for " + coefficients);
        }
        double[][] rows = new double[coefficients][bands];
        for (int k = 0; k < coefficients; k++) {
            double norm = Math.sqrt((k == 0 ? 1.0 : 2.0) / bands);
            for (int band = 0; band < bands; band++) {
                rows[k][band] = norm * Math.cos(Math.PI * k * (band + 0.5) / bands);
            }
        }
        basis = Matrices.create(manager, rows);
    }

    /**
     * Computes the coefficients.
     *
     * @param levels log-mel levels, {@code (B, F, T)}
     * @return {@code (B, coefficients, T)}
     */
    public NDArray apply(NDArray levels) {
        NDArray coefficients = basis.matMul(levels);
        coefficients.attach(levels.getManager());
        return coefficients;
    }
}
