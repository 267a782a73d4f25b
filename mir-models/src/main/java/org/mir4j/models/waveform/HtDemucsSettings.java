// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link HtDemucs}. In brackets are the names of the authors' arguments; those that are not here have
 * the value that all published models have: {@code cac}, {@code rewrite}, {@code t_norm_in}, {@code t_norm_first},
 * {@code t_norm_out}, {@code t_layer_scale}, {@code t_gelu} true, {@code t_emb} "sin", {@code t_norm_in_group},
 * {@code t_group_norm}, {@code t_sparse_self_attn}, {@code t_sparse_cross_attn} false, no {@code multi_freqs}.
 *
 * @param levels of the two U-Nets
 * @param bottomChannels of the transformer ({@code bottom_channels}); 0, those of the innermost level, by default
 * @param transformer between the encoders and the decoders
 * @param samples of the excerpts that it was trained with ({@code segment} times {@code samplerate}), which shorter ones
 *     are extended to by silence; 0, the excerpts are taken as they are ({@code use_train_segment} false), by default
 */
@Named("htdemucs")
public record HtDemucsSettings(
        HybridUNetSettings levels, @Omittable int bottomChannels, Transformer transformer, @Omittable int samples)
        implements WaveformNetworkSettings {

    private static final int MOST_LAYERS = 100;

    /**
     * A transformer over frames and frequencies of the spectrogram and one over samples, which attend to each other in
     * every other layer.
     *
     * @param layers of each ({@code t_layers})
     * @param heads of their attention ({@code t_heads}); 8 by default
     * @param hiddenScale how many times the features of a layer its feed-forward part has ({@code t_hidden_scale}); 4
     *     by default
     * @param crossFirst whether the first layer is one in which they attend to each other ({@code t_cross_first}); false
     *     by default
     * @param maxPeriod of the sinusoids that encode positions ({@code t_max_period}); 10000 by default
     * @param positionWeight how much these count ({@code t_weight_pos_embed}); 1 by default
     */
    public record Transformer(
            int layers,
            @Omittable int heads,
            @Omittable double hiddenScale,
            @Omittable boolean crossFirst,
            @Omittable double maxPeriod,
            @Omittable Double positionWeight) {

        private static final int USUAL_HEADS = 8;
        private static final double USUAL_SCALE = 4;
        private static final double USUAL_PERIOD = 10_000;

        /** Refuses a transformer without layers, heads or features. */
        public Transformer {
            heads = heads == 0 ? USUAL_HEADS : heads;
            hiddenScale = hiddenScale == 0 ? USUAL_SCALE : hiddenScale;
            maxPeriod = maxPeriod == 0 ? USUAL_PERIOD : maxPeriod;
            positionWeight = positionWeight == null ? Double.valueOf(1) : positionWeight;
            if (layers < 1 || layers > MOST_LAYERS || heads < 1 || !(hiddenScale > 0 && hiddenScale <= MOST_LAYERS)) {
                throw new IllegalArgumentException("a transformer has 1 to " + MOST_LAYERS
                        + " layers, at least one head, and a feed-forward part, got " + layers + " layers, " + heads
                        + " heads and " + hiddenScale);
            }
            if (!(maxPeriod > 1) || !Double.isFinite(positionWeight)) {
                throw new IllegalArgumentException("positions are encoded by periods of up to more than 1, got "
                        + maxPeriod + ", weighted by " + positionWeight);
            }
        }
    }

    /** Refuses a transformer whose features cannot be shared by its heads and encode positions. */
    public HtDemucsSettings {
        if (levels == null || transformer == null) {
            throw new IllegalArgumentException("HTDemucs has levels and a transformer");
        }
        if (samples < 0) {
            throw new IllegalArgumentException("excerpts have 0 (any number) or more samples, got " + samples);
        }
        int features = features(levels, bottomChannels);
        if (bottomChannels < 0 || features % transformer.heads() != 0 || features % 4 != 0) {
            throw new IllegalArgumentException("the features of the transformer are a multiple of 4 and of its "
                    + transformer.heads() + " heads, got " + features);
        }
    }

    private static int features(HybridUNetSettings levels, int bottomChannels) {
        return bottomChannels > 0
                ? bottomChannels
                : HybridLevel.of(levels).get(levels.depth() - 1).channels();
    }

    /** Features of the transformer. */
    int features() {
        return features(levels, bottomChannels);
    }

    @Override
    public WaveformNetwork build(Sizes sizes) {
        return new HtDemucs(this, sizes);
    }

    @Override
    public boolean takesAnyLength() {
        return samples == 0;
    }
}
