// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * Stems as the network meets them.
 *
 * @param stems complex, {@code (B, S, C, F, T)}
 * @param samples {@code (B S C, N)}
 * @param mixture complex, {@code (B, C, F, T)}
 * @param magnitudes of the mixture
 * @param weights of the mixtures in the loss, {@code (B)}; empty where all are 1
 */
record Spectra(NDArray stems, NDArray samples, NDArray mixture, NDArray magnitudes, Optional<NDArray> weights) {

    Spectra(NDArray stems, NDArray samples, Optional<NDArray> weights) {
        this(stems, samples, stems.sum(new int[] {1}), weights);
    }

    private Spectra(NDArray stems, NDArray samples, NDArray mixture, Optional<NDArray> weights) {
        this(stems, samples, mixture, mixture.abs(), weights);
    }

    /**
     * The mean over mixtures, in which each has its weight.
     *
     * @param costs {@code (B)}
     * @return one number
     */
    NDArray mean(NDArray costs) {
        return weights.map(costs::mul).orElse(costs).mean();
    }
}
