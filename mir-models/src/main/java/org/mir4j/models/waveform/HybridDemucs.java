// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import java.util.List;
import org.mir4j.models.layer.ForwardContext;

/**
 * Hybrid Demucs, the third version of Demucs: a U-Net over a spectrogram and one over samples, which become one when all
 * frequencies have gone into channels; with recurrent networks and local attention in the residual branches of the inner
 * levels. Between encoders and decoders there is nothing but what each level gives to its counterpart.
 *
 * <p>Source: Défossez, "Hybrid Spectrogram and Waveform Source Separation", ISMIR 2021 Music Source Separation workshop.
 */
final class HybridDemucs extends HybridNetwork {

    private static final int HOPS = 4; // of a frame

    HybridDemucs(HybridDemucsSettings settings, WaveformNetworkSettings.Sizes sizes) {
        super(plan(settings), sizes);
    }

    private static Plan plan(HybridDemucsSettings settings) {
        HybridUNetSettings sizes = settings.levels();
        List<HybridLevel> levels = HybridLevel.of(sizes, settings.timeStride());
        if (levels.stream().noneMatch(HybridLevel::merges)) {
            throw new IllegalArgumentException("the levels of Hybrid Demucs go on until no frequencies are left, but "
                    + sizes.depth() + " levels leave "
                    + levels.get(levels.size() - 1).frequenciesOut() + " of " + sizes.frequencies());
        }
        double steps = Math.pow(
                sizes.stride(), levels.stream().filter(HybridLevel::hasTwin).count());
        if (steps * HOPS != sizes.fftSize()) {
            throw new IllegalArgumentException(
                    "where the two U-Nets of Hybrid Demucs become one, both have as many steps,"
                            + " but one of " + sizes.fftSize() / HOPS + " samples in the spectrogram is one of "
                            + (long) steps
                            + " in the other: the FFT size does not fit the stride");
        }
        List<ResidualBranches.Inside> inside = levels.stream()
                .map(level -> new ResidualBranches.Inside(
                        sizes.residual(),
                        level.index() >= settings.lstmFrom(),
                        level.index() >= settings.attentionFrom()))
                .toList();
        return new Plan(
                sizes,
                levels,
                settings.magnitudes(),
                settings.silentEdges(),
                inside,
                settings.bands(),
                settings.bandDepth());
    }

    @Override
    Inner inner(ForwardContext context, Inner encoded) {
        return new Inner(null, null);
    }
}
