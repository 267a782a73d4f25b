// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import ai.djl.ndarray.NDArray;

/**
 * Stems as the network meets them.
 *
 * @param stems complex, {@code (B, S, C, F, T)}
 * @param samples {@code (B S C, N)}
 * @param mixture complex, {@code (B, C, F, T)}
 * @param magnitudes of the mixture
 */
record Spectra(NDArray stems, NDArray samples, NDArray mixture, NDArray magnitudes) {

    Spectra(NDArray stems, NDArray samples) {
        this(stems, samples, stems.sum(new int[] {1}));
    }

    private Spectra(NDArray stems, NDArray samples, NDArray mixture) {
        this(stems, samples, mixture, mixture.abs());
    }
}
