// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/**
 * Brings a sound to another rate block by block, with the filter that {@link AudioReader} has.
 *
 * <p>Sample 0 stays at time 0, and N samples become exactly {@code round(N * outRate / inRate)}: a sound brought to
 * another rate and back is in its place, and as long as it was if {@link #finish(long)} is told that. The size of the
 * blocks does not matter. What lies below about three quarters of half the lower rate stays, what lies above is
 * weakened, and what lies above half of it is taken out.
 *
 * <p>Not for use by several threads.
 */
public final class Resampler implements AutoCloseable {

    private static final String NAME = "The sound";
    private static final String WAVEFORM = "The waveform";

    /** Twice what FFmpeg's filter spans, in samples of the lower rate. */
    private static final int SPAN = 64;

    private final int inRate;
    private final int outRate;
    private final int channels;
    private final FloatFrame frame;
    private final FfmpegResampler resampler;
    private long received;
    private long delivered;
    private boolean ended;
    private boolean closed;

    /**
     * Resamples and mixes down samples in memory, exactly as {@link AudioReader} does with a file's.
     *
     * @param waveform of any rate and number of channels
     * @param hertz the rate wanted, positive
     * @return one channel at that rate; without samples if there are too few (about a hundred) to resample
     * @throws AudioException if FFmpeg cannot do it, or the result is too long for one waveform
     */
    public static Waveform mono(Waveform waveform, int hertz) {
        if (hertz < 1) {
            throw new IllegalArgumentException("a sample rate is positive, got " + hertz + " Hz");
        }
        if (waveform.channels().length == 1 && waveform.sampleRate() == hertz) {
            return waveform;
        }
        List<Waveform> blocks = new ArrayList<>();
        int channels = waveform.channels().length;
        try (FloatFrame frame = new FloatFrame(WAVEFORM, waveform.sampleRate(), channels);
                FfmpegResampler resampler = new FfmpegResampler(WAVEFORM, frame.frame(), hertz, true)) {
            for (long from = 0; from < waveform.length(); from += FloatFrame.CAPACITY) {
                int count = (int) Math.min(FloatFrame.CAPACITY, waveform.length() - from);
                blocks.add(new Waveform(resampler.convert(frame.of(waveform.channels(), (int) from, count)), hertz));
            }
            blocks.add(new Waveform(resampler.drain(), hertz));
        }
        return Joined.of(WAVEFORM, blocks);
    }

    /**
     * @param inRate of the blocks to come, in Hz
     * @param outRate wanted, in Hz; the same for blocks that are to pass as they are
     * @param channels how many they have, at least one
     * @throws AudioException if FFmpeg cannot do it
     */
    public Resampler(int inRate, int outRate, int channels) {
        if (inRate < 1 || outRate < 1 || channels < 1) {
            throw new IllegalArgumentException("rates and channels are positive, got " + inRate + " and " + outRate
                    + " Hz and " + channels + " channels");
        }
        this.inRate = inRate;
        this.outRate = outRate;
        this.channels = channels;
        if (inRate == outRate) {
            frame = null;
            resampler = null;
            return;
        }
        frame = new FloatFrame(NAME, inRate, channels);
        try {
            resampler = new FfmpegResampler(NAME, frame.frame(), outRate, false);
        } catch (RuntimeException | Error e) {
            frame.close();
            throw e;
        }
    }

    /**
     * Takes the next samples, and gives those that are ready.
     *
     * @param block of the rate and the channels that were said, of any length
     * @return a block at the rate wanted; without samples if the filter needs more first
     * @throws IllegalArgumentException if the block is of another kind
     */
    public Waveform resample(Waveform block) {
        requireOpen();
        if (block.sampleRate() != inRate || block.channels().length != channels) {
            throw new IllegalArgumentException("blocks have " + channels + " channels at " + inRate + " Hz, got "
                    + block.channels().length + " at " + block.sampleRate() + " Hz");
        }
        received += block.length();
        Waveform ready = resampler == null ? block : feed(block.channels());
        delivered += ready.length();
        return ready;
    }

    /**
     * Ends the sound where its last sample ends.
     *
     * @return the rest of it, maybe without samples
     */
    public Waveform finish() {
        return finish(rounded(received));
    }

    /**
     * Ends the sound at a length: that which it had before it was brought to the rate of the blocks, where only whole
     * samples of a lower rate could be kept.
     *
     * @param length in samples of the rate wanted, counted from the beginning
     * @return the rest of the sound up to there
     * @throws IllegalArgumentException if that is more than a sample of the blocks away from where the sound ends
     */
    public Waveform finish(long length) {
        requireOpen();
        long slack = resampler == null ? 0 : (outRate + inRate - 1L) / inRate;
        if (length < 0 || Math.abs(length - rounded(received)) > slack) {
            throw new IllegalArgumentException(received + " samples at " + inRate + " Hz become " + rounded(received)
                    + " at " + outRate + " Hz, which cannot be made " + length);
        }
        ended = true;
        Waveform rest = resampler == null ? new Waveform(new float[channels][0], outRate) : drain();
        return ofLength(Math.toIntExact(length - delivered), rest);
    }

    private Waveform drain() {
        List<Waveform> rest = new ArrayList<>();
        long shortest = SPAN * Math.max(1L, (inRate + outRate - 1L) / outRate);
        if (received < shortest) {
            // the filter gives nothing for less than it spans
            rest.add(feed(new float[channels][(int) (shortest - received)]));
        }
        rest.add(new Waveform(resampler.drain(), outRate));
        return Joined.of(NAME, rest);
    }

    private long rounded(long samples) {
        return (2 * samples * outRate + inRate) / (2L * inRate);
    }

    private Waveform feed(float[][] samples) {
        List<Waveform> ready = new ArrayList<>();
        int from = 0;
        do {
            int count = Math.min(FloatFrame.CAPACITY, samples[0].length - from);
            ready.add(new Waveform(resampler.convert(frame.of(samples, from, count)), outRate));
            from += count;
        } while (from < samples[0].length);
        return Joined.of(NAME, ready);
    }

    /** FFmpeg rounds lengths up, and at times ends a sample early: the last one is then held. */
    private static Waveform ofLength(int length, Waveform sound) {
        float[][] exact = new float[sound.channels().length][];
        for (int c = 0; c < exact.length; c++) {
            exact[c] = Arrays.copyOf(sound.channels()[c], length);
            if (length > sound.length()) {
                Arrays.fill(exact[c], sound.length(), length, exact[c][sound.length() - 1]);
            }
        }
        return new Waveform(exact, sound.sampleRate());
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("the sound has ended: a resampler is for one");
        }
    }

    /** Releases the filter. */
    @Override
    public void close() {
        ended = true;
        if (resampler != null && !closed) {
            resampler.close();
            frame.close();
        }
        closed = true;
    }

    /** A frame of FFmpeg's for planar float samples, as waveforms have them. */
    private static final class FloatFrame implements AutoCloseable {

        /** How many samples per channel it holds. */
        static final int CAPACITY = 1 << 16;

        static {
            Ffmpeg.load();
        }

        private final AVFrame frame = av_frame_alloc();

        /**
         * @param name of what the samples are from, for messages
         * @param sampleRate in Hz
         * @param channels at least one
         */
        FloatFrame(Object name, int sampleRate, int channels) {
            frame.format(AV_SAMPLE_FMT_FLTP);
            frame.sample_rate(sampleRate);
            frame.nb_samples(CAPACITY);
            av_channel_layout_default(frame.ch_layout(), channels);
            if (av_frame_get_buffer(frame, 0) < 0) {
                close();
                throw new AudioException(
                        name + " cannot be resampled: FFmpeg makes no frame of " + channels + " channels.");
            }
        }

        /** The frame, which says what kind of samples it is for. */
        AVFrame frame() {
            return frame;
        }

        /** The frame, filled with a stretch of samples that it holds. */
        AVFrame of(float[][] channels, int from, int count) {
            for (int c = 0; c < channels.length; c++) {
                new FloatPointer(frame.extended_data(c)).put(channels[c], from, count);
            }
            frame.nb_samples(count);
            return frame;
        }

        @Override
        public void close() {
            av_frame_free(frame);
        }
    }
}
