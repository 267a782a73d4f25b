// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import org.mir4j.models.settings.Omittable;

/**
 * The sizes of two U-Nets, one over the spectrogram of a mixture and one over its samples, that {@link HybridDemucs} and
 * {@link HtDemucs} share. In brackets are the names of the authors' arguments.
 *
 * @param channels of the outermost level of the U-Net over the spectrogram ({@code channels})
 * @param depth how many levels there are ({@code depth})
 * @param timeChannels those of the U-Net over samples ({@code channels_time}); the same by default
 * @param growth by how much each level has more channels than the one around it ({@code growth}); 2 by default
 * @param fftSize samples of a frame of the spectrogram, four times the hop ({@code nfft}); 4096 by default
 * @param kernel of the convolutions that make frequencies or samples fewer ({@code kernel_size}); 8 by default
 * @param stride of these convolutions ({@code stride}); 4 by default
 * @param context how far the convolution that begins a level of the decoder reaches on either side ({@code context}); 1
 *     by default
 * @param encoderContext how far the one that ends a level of the encoder does ({@code context_enc}); 0 by default
 * @param normsFrom the first level with group norms, counted from 0, the outermost ({@code norm_starts}); 4 by default
 * @param normGroups of each group norm ({@code norm_groups}); 4 by default
 * @param frequencyEmbedding how much the embedding of each frequency counts that is added after the first level
 *     ({@code freq_emb}); 0.2 by default, and without such an embedding 0
 * @param embeddingScale what the weights of that embedding are multiplied by ({@code emb_scale}); 10 by default
 * @param residual the dense residual branches
 */
public record HybridUNetSettings(
        int channels,
        int depth,
        @Omittable int timeChannels,
        @Omittable double growth,
        @Omittable int fftSize,
        @Omittable int kernel,
        @Omittable int stride,
        @Omittable Integer context,
        @Omittable int encoderContext,
        @Omittable Integer normsFrom,
        @Omittable int normGroups,
        @Omittable Double frequencyEmbedding,
        @Omittable double embeddingScale,
        Residual residual) {

    private static final int MOST_LEVELS = 12;
    private static final int MOST_CHANNELS = 1 << 14;
    private static final int USUAL_FFT = 4096;
    private static final int LARGEST_FFT = 1 << 16;
    private static final int USUAL_KERNEL = 8;
    private static final int USUAL_FOUR = 4;
    private static final double USUAL_EMBEDDING = 0.2;
    private static final double USUAL_SCALE = 10;

    /**
     * Dense residual branches: dilated convolutions over time through fewer channels.
     *
     * @param where in which levels they are ({@code dconv_mode}: 0 to 3 in this order)
     * @param depth how many follow each other, each with twice the dilation ({@code dconv_depth}); 2 by default
     * @param compression by how much a branch has fewer channels than its level ({@code dconv_comp})
     */
    public record Residual(Where where, @Omittable int depth, double compression) {

        /** In which levels there are branches. */
        public enum Where {
            /** In none. */
            NONE,
            /** In those of the encoders. */
            ENCODER,
            /** In those of the decoders. */
            DECODER,
            /** In all. */
            BOTH;

            boolean inEncoder() {
                return this == ENCODER || this == BOTH;
            }

            boolean inDecoder() {
                return this == DECODER || this == BOTH;
            }
        }

        /** Refuses branches without layers or channels. */
        public Residual {
            depth = depth == 0 ? 2 : depth;
            if (where == null || depth < 1 || depth > MOST_LEVELS || !(compression >= 1)) {
                throw new IllegalArgumentException("residual branches are in none, encoder, decoder or both, have 1 to "
                        + MOST_LEVELS + " layers and compress by at least 1, got " + where + ", " + depth + " and "
                        + compression);
            }
        }
    }

    /** Refuses sizes that are none. */
    public HybridUNetSettings {
        timeChannels = timeChannels == 0 ? channels : timeChannels;
        growth = growth == 0 ? 2 : growth;
        fftSize = fftSize == 0 ? USUAL_FFT : fftSize;
        kernel = kernel == 0 ? USUAL_KERNEL : kernel;
        stride = stride == 0 ? USUAL_FOUR : stride;
        context = context == null ? Integer.valueOf(1) : context;
        normsFrom = normsFrom == null ? Integer.valueOf(USUAL_FOUR) : normsFrom;
        normGroups = normGroups == 0 ? USUAL_FOUR : normGroups;
        frequencyEmbedding = frequencyEmbedding == null ? Double.valueOf(USUAL_EMBEDDING) : frequencyEmbedding;
        embeddingScale = embeddingScale == 0 ? USUAL_SCALE : embeddingScale;
        if (channels < 1 || timeChannels < 1 || depth < 1 || depth > MOST_LEVELS || !(growth >= 1)) {
            throw new IllegalArgumentException("a hybrid U-Net has 1 to " + MOST_LEVELS
                    + " levels of at least one channel, which do not become fewer, got " + depth + " of " + channels
                    + " and " + timeChannels + ", growing by " + growth);
        }
        if (Math.max(channels, timeChannels) * Math.pow(growth, depth - 1) > MOST_CHANNELS) {
            throw new IllegalArgumentException("a hybrid U-Net has at most " + MOST_CHANNELS
                    + " channels at its innermost level, got " + channels + " growing by " + growth + " over " + depth
                    + " levels");
        }
        if (fftSize < 2 * USUAL_KERNEL || fftSize > LARGEST_FFT || fftSize % USUAL_KERNEL != 0) {
            throw new IllegalArgumentException("the FFT size of a hybrid U-Net is a multiple of 8, from 16 to "
                    + LARGEST_FFT + ", got " + fftSize);
        }
        if (stride < 1 || kernel != 2 * stride || kernel % USUAL_FOUR != 0) {
            throw new IllegalArgumentException("the kernel of a hybrid U-Net is twice its stride, and a multiple of 4,"
                    + " got " + kernel + " and " + stride);
        }
        if (context < 0 || encoderContext < 0 || normsFrom < 0 || normGroups < 1) {
            throw new IllegalArgumentException("contexts, the first level with norms and their groups are not negative,"
                    + " got " + context + ", " + encoderContext + ", " + normsFrom + " and " + normGroups);
        }
        if (!Double.isFinite(frequencyEmbedding) || frequencyEmbedding < 0 || !Double.isFinite(embeddingScale)) {
            throw new IllegalArgumentException("an embedding of frequencies counts by at least 0, got "
                    + frequencyEmbedding + ", scaled by " + embeddingScale);
        }
        if (residual == null) {
            throw new IllegalArgumentException("a hybrid U-Net has residual branches, if only in none of its levels");
        }
    }

    /** Frequencies of the spectrogram, without the highest. */
    int frequencies() {
        return fftSize / 2;
    }
}
