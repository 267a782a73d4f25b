// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import org.mir4j.models.layer.Cell;
import org.mir4j.models.layer.RecurrentCells;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link OpenUnmix}.
 *
 * @param hidden features a frame between the layers; the authors have 512, and 1024 in their larger model
 * @param layers of the recurrent network, of which the authors have 3
 * @param unidirectional whether the recurrent network reads time forwards only, so that a mask needs no future
 * @param maxBins how many of the lowest bins the network looks at, all of which it masks; all by default. The authors take
 *     those up to 16 kHz, {@code floor(16000 fftSize / sampleRate) + 1}: 1487 at 44.1 kHz and an FFT of 4096
 * @param dropout the part of features that is left out in training between recurrent layers, at least 0 and less than 1;
 *     the authors' 0.4 by default, or 0 with a single layer
 */
@Named("open-unmix")
public record OpenUnmixSettings(
        int hidden, int layers, @Omittable boolean unidirectional, @Omittable int maxBins, @Omittable Double dropout)
        implements MaskNetworkSettings {

    private static final double AUTHORS_DROPOUT = 0.4;

    /** Refuses a network without features or layers, and features that two directions cannot share. */
    public OpenUnmixSettings {
        if (hidden < 1 || layers < 1) {
            throw new IllegalArgumentException("Open-Unmix has at least one feature and one recurrent layer, got "
                    + hidden + " features and " + layers + " layers");
        }
        if (!unidirectional && hidden % 2 != 0) {
            throw new IllegalArgumentException(
                    "two directions share the features of Open-Unmix, so their number is even, got " + hidden);
        }
        if (maxBins < 0) {
            throw new IllegalArgumentException("a network looks at 0 (all) or more bins, got " + maxBins);
        }
        dropout = dropout == null ? (layers > 1 ? AUTHORS_DROPOUT : 0) : dropout;
        cells(hidden, layers, unidirectional, dropout);
    }

    private static RecurrentCells.Settings cells(int hidden, int layers, boolean unidirectional, double dropout) {
        int features = unidirectional ? hidden : hidden / 2;
        return new RecurrentCells.Settings(Cell.LSTM, features, layers, !unidirectional, dropout);
    }

    /** The recurrent network. */
    RecurrentCells.Settings cells() {
        return cells(hidden, layers, unidirectional, dropout);
    }

    @Override
    public MaskNetwork build(int channels, int bins, int stems) {
        return new OpenUnmix(this, channels, bins, stems);
    }
}
