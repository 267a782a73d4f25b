// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import java.util.List;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of a Band-Split RoFormer: {@link Roformer} over bands that lie side by side.
 *
 * @param stft of the mixture
 * @param unitary whether spectra are divided by the square root of the FFT size; false by default
 * @param silentDc whether stems lose their mean, the lowest bin; false by default
 * @param bands how many bins each band has, from the lowest; all bins together
 * @param layers sizes of the layers
 */
@Named("bs-roformer")
public record BsRoformerSettings(
        StftSettings stft,
        @Omittable boolean unitary,
        @Omittable boolean silentDc,
        List<Integer> bands,
        RoformerSettings layers)
        implements WaveformNetworkSettings {

    /** Refuses bands that are not those of the spectrum. */
    public BsRoformerSettings {
        if (stft == null || layers == null || bands == null) {
            throw new IllegalArgumentException("a Band-Split RoFormer has a transform, bands and layers");
        }
        bands = List.copyOf(bands);
        if (bands.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("a band has at least one bin, got " + bands);
        }
        long bins = bands.stream().mapToLong(Integer::longValue).sum();
        if (bins != stft.bins()) {
            throw new IllegalArgumentException("the bands have " + bins + " bins together, and a transform of "
                    + stft.fftSize() + " samples has " + stft.bins());
        }
    }

    @Override
    public WaveformNetwork build(Sizes sizes) {
        Roformer.Spectrum spectrum = new Roformer.Spectrum(stft, unitary, silentDc);
        return new Roformer(spectrum, RoformerBands.sideBySide(bands), layers, sizes);
    }
}
