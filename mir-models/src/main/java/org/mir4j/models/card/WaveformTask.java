// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;
import org.mir4j.models.waveform.WaveformNetwork;
import org.mir4j.models.waveform.WaveformNetworkSettings;

/**
 * Separates a song into stems: a network receives the song's samples, a chunk at once, and gives those of the stems.
 *
 * @param sampleRate at which the network works, in Hz
 * @param channels how many it receives at once, 1 or 2; a song's others follow one after the other
 * @param network from the samples of a mixture to those of the stems
 * @param stems their names, in the order of the network's outputs
 * @param chunks how the song is cut for the network
 * @param normalised whether the whole song is brought to a mean of 0 and a standard deviation of 1 for the network, and
 *     its stems back again; both are those of the mean of the channels. False by default
 */
@SuppressWarnings("exports") // networks are inside of this module
@Named("waveform-separation")
public record WaveformTask(
        int sampleRate,
        int channels,
        WaveformNetworkSettings network,
        List<String> stems,
        Chunks chunks,
        @Omittable boolean normalised)
        implements SeparationTask {

    private static final int MOST_SAMPLES = 1 << 24;

    /** How one chunk fades into the next. */
    public enum Fade {
        /** From its middle towards both ends. */
        TRIANGLE,
        /** In its first and last tenth only. */
        TENTH
    }

    /**
     * How songs are cut for the network. Chunks overlap, and what the network gives for one is faded into that for the
     * next.
     *
     * @param samples of a chunk, per channel
     * @param overlap the part of a chunk that it shares with the next one, at least 0 and less than 1
     * @param fade how one fades into the next
     * @param shifts how many times a song is separated, each time begun by up to half a second of silence, which is cut off
     *     again, and the stems averaged; 0, once as it is, by default
     */
    public record Chunks(int samples, double overlap, Fade fade, @Omittable int shifts) {

        private static final int MOST_SHIFTS = 100;

        /**
         * Chunks of a song that is separated once.
         *
         * @param samples of a chunk, per channel
         * @param overlap the part of a chunk that it shares with the next one
         * @param fade how one fades into the next
         */
        public Chunks(int samples, double overlap, Fade fade) {
            this(samples, overlap, fade, 0);
        }

        /** Refuses chunks of nothing, and those that get nowhere. */
        public Chunks {
            if (samples < 2 || samples > MOST_SAMPLES || !(overlap >= 0 && overlap < 1)) {
                throw new IllegalArgumentException("a chunk has 2 to " + MOST_SAMPLES
                        + " samples, of which it shares a part of at least 0 and less than 1 with the next, got "
                        + samples + " and " + overlap);
            }
            if (shifts < 0 || shifts > MOST_SHIFTS) {
                throw new IllegalArgumentException("a song is shifted 0 to " + MOST_SHIFTS + " times, got " + shifts);
            }
            if (fade == null) {
                throw new IllegalArgumentException("chunks fade into each other by triangle or tenth");
            }
            if ((int) ((1 - overlap) * samples) < 1) {
                throw new IllegalArgumentException(
                        "chunks of " + samples + " samples with an overlap of " + overlap + " get nowhere");
            }
        }

        /**
         * From one chunk to the next.
         *
         * @return samples
         */
        public int step() {
            return (int) ((1 - overlap) * samples);
        }

        /**
         * How much each sample of a chunk counts beside those of other chunks.
         *
         * @return more than 0 and at most 1, for each sample of a chunk
         */
        public float[] weights() {
            float[] weights = new float[samples];
            int rise = fade == Fade.TRIANGLE ? samples - samples / 2 : Math.max(1, samples / 10);
            for (int n = 0; n < samples; n++) {
                weights[n] = Math.min(1f, (float) Math.min(n + 1, samples - n) / rise);
            }
            return weights;
        }
    }

    /** Refuses parts that are missing or do not fit each other. */
    public WaveformTask {
        if (network == null || chunks == null) {
            throw new IllegalArgumentException("a separator of waveforms has a network and chunks");
        }
        SeparatorRules.requireAudio(sampleRate, channels);
        SeparatorRules.requireStems(stems);
        stems = List.copyOf(stems);
    }

    @Override
    public WaveformNetwork build() {
        return network.build(new WaveformNetworkSettings.Sizes(sampleRate, channels, stems.size(), chunks.samples()));
    }

    @Override
    public WeightsFormat format() {
        return network.format();
    }

    /**
     * What a chunk is when it reaches the network.
     *
     * @return {@code (1, C, N)}
     */
    @Override
    public Shape inputShape() {
        return new Shape(1, channels, chunks.samples());
    }
}
