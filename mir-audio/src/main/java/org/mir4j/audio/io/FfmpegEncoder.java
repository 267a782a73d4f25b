// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_SKIP_SAMPLES;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_get_bytes_per_sample;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_sample_fmt_is_planar;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.mir4j.core.error.AudioException;

/** Encodes planar float samples, whatever the size of their blocks, in frames of the size that the encoder wants. */
final class FfmpegEncoder implements AutoCloseable {

    private static final int FRAME_SAMPLES = 4096; // for encoders that take any
    private static final long MP3_BIT_RATE = 256_000;

    static {
        Ffmpeg.load();
    }

    private final Path file;
    private final AudioFormat format;
    private final SampleCoding coding;
    private final EndPadding padding = new EndPadding();
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private AVCodecContext codec;
    private int capacity; // of a frame, in samples per channel
    private int filled;
    private long sent;

    FfmpegEncoder(Path file, AudioFormat format, int sampleRate, int channels) {
        this.file = file;
        this.format = format;
        coding = new SampleCoding(format);
        try {
            openCodec(sampleRate, channels);
            makeFrame();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void openCodec(int sampleRate, int channels) {
        AVCodec encoder = avcodec_find_encoder_by_name(format.encoder());
        if (encoder == null) {
            throw new AudioException(file + " cannot be written: this build of FFmpeg has no encoder "
                    + format.encoder() + "; choose another format.");
        }
        codec = avcodec_alloc_context3(encoder);
        codec.sample_rate(sampleRate);
        codec.sample_fmt(sampleFormat());
        try (AVRational sample = av_make_q(1, sampleRate)) {
            codec.time_base(sample);
        }
        codec.flags(codec.flags() | AV_CODEC_FLAG_BITEXACT);
        av_channel_layout_default(codec.ch_layout(), channels);
        if (format == AudioFormat.MP3) {
            codec.bit_rate(MP3_BIT_RATE); // LAME takes the nearest that there is at the rate
        } else if (format == AudioFormat.FLAC_24) {
            codec.bits_per_raw_sample(24);
        }
        check(avcodec_open2(codec, encoder, (AVDictionary) null));
    }

    private int sampleFormat() {
        return switch (format) {
            case WAV_16, FLAC_16 -> AV_SAMPLE_FMT_S16;
            case WAV_24, FLAC_24 -> AV_SAMPLE_FMT_S32;
            case WAV_32F -> AV_SAMPLE_FMT_FLT;
            case MP3 -> AV_SAMPLE_FMT_FLTP;
        };
    }

    private void makeFrame() {
        capacity = codec.frame_size() > 0 ? codec.frame_size() : FRAME_SAMPLES;
        frame.nb_samples(capacity);
        frame.format(codec.sample_fmt());
        frame.sample_rate(codec.sample_rate());
        check(av_channel_layout_copy(frame.ch_layout(), codec.ch_layout()));
        check(av_frame_get_buffer(frame, 0));
    }

    /** The encoder, open. */
    AVCodecContext codec() {
        return codec;
    }

    /** How many samples were beyond the numbers of the format. */
    long clipped() {
        return coding.clipped();
    }

    /** Encodes samples, all of them numbers, of as many channels as there are. */
    void encode(float[][] channels, FfmpegMuxer muxer) {
        int at = 0;
        while (at < channels[0].length) {
            int count = Math.min(capacity - filled, channels[0].length - at);
            fill(channels, at, count);
            at += count;
            filled += count;
            if (filled == capacity) {
                sendFrame(muxer);
            }
        }
    }

    /** Encodes what is left. */
    void finish(FfmpegMuxer muxer) {
        if (filled > 0) {
            sendFrame(muxer);
        }
        check(avcodec_send_frame(codec, null));
        drain(muxer);
    }

    private void fill(float[][] channels, int from, int count) {
        check(av_frame_make_writable(frame));
        int planes = av_sample_fmt_is_planar(frame.format()) == 1 ? channels.length : 1;
        int across = channels.length / planes;
        int step = across * av_get_bytes_per_sample(frame.format());
        for (int plane = 0; plane < planes; plane++) {
            ByteBuffer data = frame.extended_data(plane)
                    .capacity((long) capacity * step)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder())
                    .position(filled * step);
            coding.put(data, channels, plane, across, from, count);
        }
    }

    private void sendFrame(FfmpegMuxer muxer) {
        frame.nb_samples(filled);
        frame.pts(sent);
        check(avcodec_send_frame(codec, frame));
        frame.nb_samples(capacity);
        sent += filled;
        filled = 0;
        drain(muxer);
    }

    private void drain(FfmpegMuxer muxer) {
        while (true) {
            int received = avcodec_receive_packet(codec, packet);
            if (received == AVERROR_EAGAIN() || received == AVERROR_EOF()) {
                return;
            }
            check(received);
            try {
                padding.carryOnto(packet);
                muxer.write(packet, codec);
            } finally {
                av_packet_unref(packet);
            }
        }
    }

    private void check(int code) {
        if (code < 0) {
            throw new AudioException(file + " cannot be written as " + format + " at " + codec.sample_rate() + " Hz in "
                    + codec.ch_layout().nb_channels() + " channels (FFmpeg says: " + Ffmpeg.message(code) + ").");
        }
    }

    @Override
    public void close() {
        av_frame_free(frame);
        av_packet_free(packet);
        if (codec != null) {
            avcodec_free_context(codec);
        }
    }

    /**
     * Adds up the samples that an encoder has put behind the last one and that readers are to leave out.
     *
     * <p>LAME leaves such samples in its last packet or in the last two, and FFmpeg's MP3 muxer tells readers only of those
     * in the last: up to 46 too few. So each packet gets those of the packets before it added to its own.
     */
    private static final class EndPadding {

        private static final int SIZE = 10; // of what FFmpeg says: two numbers of 32 bits, little-endian, and two of 8
        private static final int AT_END = 4;

        private int samples;

        void carryOnto(AVPacket packet) {
            try (SizeTPointer size = new SizeTPointer(1)) {
                BytePointer skipped = av_packet_get_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, size);
                if (skipped != null && size.get() >= SIZE) {
                    ByteBuffer told = skipped.capacity(SIZE).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
                    samples += told.getInt(AT_END);
                    told.putInt(AT_END, samples);
                }
            }
        }
    }

    /**
     * Brings float samples to the numbers that an encoder takes, and counts those that have no such number.
     *
     * <p>Integers of b bits are {@code round(x * 2^(b-1))}, ties to even, as {@link AudioReader} reads them back: the
     * largest sample is {@code 1 - 2^(1-b)}. What is beyond becomes the number next to it.
     */
    private static final class SampleCoding {

        private static final int BITS_OF_INT = 32;
        private static final double MOST_OF_16 = 1 << 15;
        private static final double MOST_OF_24 = 1 << 23;

        /** What leaves a double no bits below 1 when it is added; so it rounds faster than {@link Math#rint}. */
        private static final double TIES_TO_EVEN = 0x1.8p52;

        private final AudioFormat format;
        private long clipped;

        SampleCoding(AudioFormat format) {
            this.format = format;
        }

        /**
         * Puts samples, all of them numbers, where the next ones are to go.
         *
         * @param data of one plane
         * @param channels all of them
         * @param first the first channel of the plane
         * @param across how many channels follow each other in it, sample by sample
         * @param from the first sample
         * @param count how many
         */
        void put(ByteBuffer data, float[][] channels, int first, int across, int from, int count) {
            switch (format) {
                case WAV_16, FLAC_16 -> {
                    short[] numbers = new short[across * count];
                    for (int c = 0; c < across; c++) {
                        for (int n = 0, at = c; n < count; n++, at += across) {
                            numbers[at] = (short) rounded(channels[first + c][from + n], MOST_OF_16);
                        }
                    }
                    data.asShortBuffer().put(numbers);
                }
                case WAV_24, FLAC_24 -> {
                    int[] numbers = new int[across * count];
                    for (int c = 0; c < across; c++) {
                        for (int n = 0, at = c; n < count; n++, at += across) {
                            // the encoder takes the upper bits
                            numbers[at] = rounded(channels[first + c][from + n], MOST_OF_24) << BITS_OF_INT - 24;
                        }
                    }
                    data.asIntBuffer().put(numbers);
                }
                case WAV_32F, MP3 -> data.asFloatBuffer().put(floats(channels, first, across, from, count));
                default -> throw new IllegalStateException(format + " has no coding");
            }
        }

        private float[] floats(float[][] channels, int first, int across, int from, int count) {
            float[] numbers = new float[across * count];
            for (int c = 0; c < across; c++) {
                for (int n = 0, at = c; n < count; n++, at += across) {
                    float sample = channels[first + c][from + n];
                    numbers[at] = sample;
                    // nothing is lost in an MP3, but whoever plays it cuts off what is beyond
                    if (format == AudioFormat.MP3 && Math.abs(sample) > 1) {
                        clipped++;
                    }
                }
            }
            return numbers;
        }

        /**
         * The nearest integer.
         *
         * @param most one more than the largest
         */
        private int rounded(float sample, double most) {
            double nearest = sample * most + TIES_TO_EVEN - TIES_TO_EVEN;
            return nearest >= -most && nearest < most ? (int) nearest : clipped(nearest, most);
        }

        private int clipped(double nearest, double most) {
            clipped++;
            return (int) Math.max(-most, Math.min(most - 1, nearest));
        }

        /** How many samples were beyond the numbers of the format. */
        long clipped() {
            return clipped;
        }
    }
}
