// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import java.util.List;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link HybridDemucs}. In brackets are the names of the authors' arguments; those that are not here have
 * the value that all published models have: {@code rewrite}, {@code hybrid} true, {@code wiener_iters} and
 * {@code end_iters} 0, {@code wiener_residual} false.
 *
 * @param levels of the two U-Nets
 * @param timeStride of the levels that both share, inside of those over frequencies ({@code time_stride}); 2 by default
 * @param lstmFrom the first level whose residual branches have recurrent layers ({@code dconv_lstm}); 4 by default
 * @param attentionFrom the first level whose residual branches have local attention ({@code dconv_attn}); 4 by default
 * @param magnitudes whether the network receives and gives magnitudes, and the stems have the phase of the mixture
 *     (not {@code cac}); by default they are complex
 * @param silentEdges whether the spectrogram has silence before and after the samples, and stands two frames too early,
 *     as in some of the first models ({@code hybrid_old}); by default the samples are mirrored there
 * @param bands where the frequencies of the outer levels are cut into bands with weights of their own, as parts of all
 *     ({@code multi_freqs}); nowhere by default
 * @param bandDepth how many of the outer levels are cut ({@code multi_freqs_depth}); 2 by default
 */
@Named("hybrid-demucs")
public record HybridDemucsSettings(
        HybridUNetSettings levels,
        @Omittable int timeStride,
        @Omittable Integer lstmFrom,
        @Omittable Integer attentionFrom,
        @Omittable boolean magnitudes,
        @Omittable boolean silentEdges,
        @Omittable List<Double> bands,
        @Omittable int bandDepth)
        implements WaveformNetworkSettings {

    private static final int USUAL_LEVEL = 4;

    /** Refuses strides and bands that are none. */
    public HybridDemucsSettings {
        timeStride = timeStride == 0 ? 2 : timeStride;
        lstmFrom = lstmFrom == null ? Integer.valueOf(USUAL_LEVEL) : lstmFrom;
        attentionFrom = attentionFrom == null ? Integer.valueOf(USUAL_LEVEL) : attentionFrom;
        bands = bands == null ? List.of() : List.copyOf(bands);
        bandDepth = bandDepth == 0 ? 2 : bandDepth;
        if (levels == null) {
            throw new IllegalArgumentException("Hybrid Demucs has levels");
        }
        if (timeStride < 1 || timeStride % 2 != 0 || lstmFrom < 0 || attentionFrom < 0 || bandDepth < 0) {
            throw new IllegalArgumentException("strides are even and levels at least 0, got " + timeStride + ", "
                    + lstmFrom + ", " + attentionFrom + " and " + bandDepth);
        }
        double before = 0;
        for (double band : bands) {
            if (!(band > before && band < 1)) {
                throw new IllegalArgumentException(
                        "bands end at parts of all frequencies that rise from 0 to 1, got " + bands);
            }
            before = band;
        }
    }

    @Override
    public WaveformNetwork build(Sizes sizes) {
        return new HybridDemucs(this, sizes);
    }

    @Override
    public boolean takesAnyLength() {
        return true;
    }
}
