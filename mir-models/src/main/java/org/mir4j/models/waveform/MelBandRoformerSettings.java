// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of a Mel-Band RoFormer: {@link Roformer} over bands that overlap, evenly on the mel scale.
 *
 * @param stft of the mixture
 * @param unitary whether spectra are divided by the square root of the FFT size; false by default
 * @param silentDc whether stems lose their mean, the lowest bin; false by default
 * @param bands how many
 * @param bandRate the sample rate that the bands are laid out for, in Hz; that of the model by default
 * @param layers sizes of the layers
 */
@Named("mel-band-roformer")
public record MelBandRoformerSettings(
        StftSettings stft,
        @Omittable boolean unitary,
        @Omittable boolean silentDc,
        int bands,
        @Omittable int bandRate,
        RoformerSettings layers)
        implements WaveformNetworkSettings {

    /** Filters of larger ones would fill the memory. */
    private static final int MOST_SAMPLES = 1 << 16;

    /** Refuses parts that are missing. */
    public MelBandRoformerSettings {
        if (stft == null || layers == null) {
            throw new IllegalArgumentException("a Mel-Band RoFormer has a transform and layers");
        }
        if (stft.fftSize() > MOST_SAMPLES) {
            throw new IllegalArgumentException("the transform of a Mel-Band RoFormer has at most " + MOST_SAMPLES
                    + " samples, got " + stft.fftSize());
        }
        if (bands < 1 || bands > stft.bins() || bandRate < 0) {
            throw new IllegalArgumentException("there are 1 to " + stft.bins()
                    + " bands, laid out for a rate of at least 0 Hz, got " + bands + " and " + bandRate);
        }
    }

    @Override
    public WaveformNetwork build(Sizes sizes) {
        Roformer.Spectrum spectrum = new Roformer.Spectrum(stft, unitary, silentDc);
        int rate = bandRate == 0 ? sizes.sampleRate() : bandRate;
        return new Roformer(spectrum, RoformerBands.mel(bands, rate, stft.fftSize()), layers, sizes);
    }
}
