// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.masking.MaskNetwork;
import org.mir4j.models.masking.MaskNetworkSettings;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * Separates a song into stems: a network masks the song's spectrogram.
 *
 * @param sampleRate at which the network works, in Hz
 * @param channels how many it receives at once, 1 or 2; others follow one after the other
 * @param stft of the spectrogram
 * @param network from magnitudes to a mask a stem
 * @param stems their names, in the order of the network's masks
 * @param segment how much the network receives at once
 * @param wiener the filter that follows the masks; none where they are applied as they are
 */
@SuppressWarnings("exports") // networks are inside of this module
@Named("separation")
public record MaskingTask(
        int sampleRate,
        int channels,
        StftSettings stft,
        MaskNetworkSettings network,
        List<String> stems,
        Segment segment,
        @Omittable Wiener wiener)
        implements SeparationTask {

    private static final int MOST_FRAMES = 1 << 16;

    /**
     * How long songs are cut for the network. Segments overlap, and their masks are faded into each other. A network whose
     * masks depend on a few frames around them, such as the U-Net, reads on from step to step instead, unless there is a
     * margin: then nothing overlaps.
     *
     * @param frames of a segment
     * @param overlap frames that a segment shares with the next one
     * @param margin frames before the first and after the last that reach into a song: where segments begin, and what
     *     the network receives of the silence around the song; 0 by default
     */
    public record Segment(int frames, int overlap, @Omittable(formerly = "0") int margin) {

        /** Refuses segments that do not get on. */
        public Segment {
            if (frames < 1 || frames > MOST_FRAMES || overlap < 0 || 2 * overlap > frames) {
                throw new IllegalArgumentException("a segment has 1 to " + MOST_FRAMES
                        + " frames, of which it shares at most half with the next, got " + frames + " and " + overlap);
            }
            if (margin < 0 || margin >= frames - overlap) {
                throw new IllegalArgumentException("the first segment reaches into the song, so its margin has 0 to "
                        + (frames - overlap - 1) + " frames, got " + margin);
            }
        }

        /**
         * Segments from the first frame that reaches into a song to the last.
         *
         * @param frames of a segment
         * @param overlap frames that a segment shares with the next one
         */
        public Segment(int frames, int overlap) {
            this(frames, overlap, 0);
        }

        /**
         * From one segment to the next.
         *
         * @return frames
         */
        public int step() {
            return frames - overlap;
        }
    }

    /**
     * A multichannel Wiener filter.
     *
     * @param iterations of expectation-maximisation; 0 for the first estimate
     * @param window frames that are filtered together
     * @param softmask whether the first estimate is that of a ratio mask rather than the masked magnitudes themselves
     * @param residual the name of a further stem, which takes what the others leave; none if there is no such stem
     */
    public record Wiener(int iterations, int window, @Omittable boolean softmask, @Omittable String residual) {

        /** Refuses windows without frames, and a further stem that cannot be named so. */
        public Wiener {
            if (iterations < 0 || window < 1) {
                throw new IllegalArgumentException("a Wiener filter has no fewer than 0 iterations over windows of at"
                        + " least one frame, got " + iterations + " and " + window);
            }
            if (residual != null) {
                SeparatorRules.requireStem(residual);
            }
        }
    }

    /** Refuses parts that are missing or do not fit each other. */
    public MaskingTask {
        if (stft == null || network == null || segment == null) {
            throw new IllegalArgumentException("a separator has an stft, a network and a segment");
        }
        SeparatorRules.requireAudio(sampleRate, channels);
        if (stft.padding() == StftSettings.Padding.NONE) {
            throw new IllegalArgumentException(
                    "the frames of a separator reach over the ends of a song, which takes padding; got none");
        }
        if (segment.margin() > 0 && stft.padding() != StftSettings.Padding.ZEROS) {
            throw new IllegalArgumentException(
                    "a margin is of frames of silence, which takes zeros as padding; got " + stft.padding());
        }
        if (2 * stft.hop() > stft.windowLength()) {
            throw new IllegalArgumentException("frames overlap by at least half, so that they can be joined again; got"
                    + " a hop of " + stft.hop() + " under windows of " + stft.windowLength());
        }
        SeparatorRules.requireStems(stems);
        if (wiener != null && segment.step() % wiener.window() != 0) {
            throw new IllegalArgumentException(
                    "whole windows of the Wiener filter fit from one segment to the next, got " + wiener.window()
                            + " in " + segment.step() + " frames");
        }
        if (wiener != null && wiener.iterations() > 0 && stems.size() == 1 && wiener.residual() == null) {
            throw new IllegalArgumentException("a Wiener filter that iterates divides the song between at least two"
                    + " stems, and there is one without a residual");
        }
        stems = List.copyOf(stems);
        if (wiener != null && wiener.residual() != null && stems.contains(wiener.residual())) {
            throw new IllegalArgumentException("what the stems leave is a stem of its own, and there is one named '"
                    + wiener.residual() + "' already");
        }
    }

    @Override
    public MaskNetwork build() {
        return network.build(channels, stft.bins(), stems.size());
    }

    @Override
    public WeightsFormat format() {
        return network.format();
    }

    /**
     * What a segment is when it reaches the network.
     *
     * @return {@code (1, C, F, T)}
     */
    @Override
    public Shape inputShape() {
        return new Shape(1, channels, stft.bins(), segment.frames());
    }

    @Override
    public List<String> outputs() {
        if (wiener == null || wiener.residual() == null) {
            return stems;
        }
        List<String> all = new ArrayList<>(stems);
        all.add(wiener.residual());
        return List.copyOf(all);
    }
}
