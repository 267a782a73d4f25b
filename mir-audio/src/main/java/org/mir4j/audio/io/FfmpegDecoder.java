// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP2;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VORBIS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_LOSSLESS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_LOSSY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_uninit;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_samples_set_silence;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.mir4j.core.error.AudioException;

/**
 * Decodes packets frame by frame. Where packets of a lossy codec are missing or cannot be decoded, silence of the same
 * length takes their place, so that what follows keeps its time.
 */
final class FfmpegDecoder implements AutoCloseable {

    /** Encoders for these make no packet of so many zeros, and some decoders take one for silence. */
    private static final Set<Integer> FRAMED = Set.of(
            AV_CODEC_ID_MP1, AV_CODEC_ID_MP2, AV_CODEC_ID_MP3, AV_CODEC_ID_AAC, AV_CODEC_ID_VORBIS, AV_CODEC_ID_OPUS);

    private static final int ZEROS = 16;

    private final Path file;
    private final PacketSource source;
    private final boolean lossless;
    private final boolean framed;
    private final Consumer<Damage> damages;
    private final AVCodecContext codec;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final SilentFrame silence = new SilentFrame();
    private final StreamClock clock = new StreamClock();
    private boolean held; // a frame waits until the silence before it is over
    private boolean flushing;
    private boolean evidence; // something before the next frame could not be decoded
    private int damagedPackets;
    private double packetEnd = Double.NaN;
    private double firstPacket = Double.NaN;
    private double decoded;

    /**
     * @param file for messages
     * @param source of the packets; it stays the caller's
     * @param parameters of the stream
     * @param damages receives what is silent instead
     * @throws AudioException if FFmpeg has no decoder for it
     */
    FfmpegDecoder(Path file, PacketSource source, AVCodecParameters parameters, Consumer<Damage> damages) {
        this.file = file;
        this.source = source;
        this.damages = damages;
        lossless = isLossless(parameters.codec_id());
        framed = FRAMED.contains(parameters.codec_id());
        codec = avcodec_alloc_context3(null);
        try {
            openCodec(parameters);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void openCodec(AVCodecParameters parameters) {
        AVCodec decoder = avcodec_find_decoder(parameters.codec_id());
        if (decoder == null) {
            throw new AudioException(file + " is coded as " + CodecNames.of(parameters.codec_id())
                    + ", which this build of FFmpeg cannot decode;" + " convert it to FLAC or WAV first.");
        }
        avcodec_parameters_to_context(codec, parameters);
        codec.pkt_timebase(source.timeBase());
        if (lossless) {
            // a wrong checksum alone would only be logged
            codec.err_recognition(codec.err_recognition() | AV_EF_CRCCHECK | AV_EF_EXPLODE);
        }
        int opened = avcodec_open2(codec, decoder, (AVDictionary) null);
        if (opened < 0) {
            throw FfmpegContainer.noAudio(file, Ffmpeg.message(opened));
        }
    }

    /** Whether a codec keeps every sample, so that lengths are exact and damage is never normal. */
    static boolean isLossless(int codecId) {
        var descriptor = avcodec_descriptor_get(codecId);
        int properties = descriptor == null ? 0 : descriptor.props();
        return (properties & AV_CODEC_PROP_LOSSLESS) != 0 && (properties & AV_CODEC_PROP_LOSSY) == 0;
    }

    /** The next frame, which is valid until the next call, or null at the end. */
    AVFrame next() {
        while (true) {
            AVFrame silent = silence.next();
            if (silent != null) {
                clock.add(silent.nb_samples(), silent.sample_rate());
                return silent;
            }
            if (held) {
                held = false;
                return taken();
            }
            int received = avcodec_receive_frame(codec, frame);
            if (received >= 0) {
                silence.like(frame);
                if (evidence) {
                    clock.start(firstPacket, frame.sample_rate());
                }
                double missing = lossless ? 0 : missingBeforeFrame();
                evidence = false;
                if (missing == 0) {
                    return taken();
                }
                held = true;
                fallSilent(missing);
            } else if (received == AVERROR_EOF() || flushing && received != AVERROR_EAGAIN()) {
                if (!evidence || lossless) {
                    return null;
                }
                endInSilence();
            } else {
                if (received != AVERROR_EAGAIN()) {
                    damaged();
                }
                feed();
            }
        }
    }

    private double missingBeforeFrame() {
        double time = seconds(frame.pts());
        return clock.missing(time, frame.nb_samples(), frame.sample_rate(), source.jitter(), evidence);
    }

    private AVFrame taken() {
        clock.add(frame.nb_samples(), frame.sample_rate());
        decoded += (double) frame.nb_samples() / frame.sample_rate();
        return frame;
    }

    private void fallSilent(double seconds) {
        damages.accept(new Damage(clock.seconds(), seconds));
        silence.begin(Math.max(1, Math.round(seconds * silence.sampleRate())));
    }

    /** The last packets are there but cannot be decoded. */
    private void endInSilence() {
        evidence = false;
        int rate = silence.sampleRate();
        double missing = rate > 0 ? clock.missing(packetEnd, 0, rate, source.jitter(), true) : 0;
        if (missing > 0) {
            fallSilent(missing);
        }
    }

    private double seconds(long time) {
        AVRational unit = source.timeBase();
        return time == AV_NOPTS_VALUE ? Double.NaN : (double) time * unit.num() / unit.den();
    }

    private void damaged() {
        damagedPackets++;
        evidence = true;
    }

    private void feed() {
        while (!flushing) {
            if (!source.read(packet)) {
                flushing = true;
                avcodec_send_packet(codec, (AVPacket) null);
                return;
            }
            boolean blank = framed && isBlank();
            if (!lossless && hasGap()) {
                avcodec_flush_buffers(codec); // what is before is not what this packet builds on
            }
            codec.pkt_timebase(source.timeBase());
            int sent = blank ? -1 : avcodec_send_packet(codec, packet);
            av_packet_unref(packet);
            if (sent >= 0) {
                return;
            }
            damaged();
        }
    }

    /** Whether a packet lies later than the one before it ends. */
    private boolean hasGap() {
        double start = seconds(packet.pts());
        if (Double.isNaN(start) || (packet.flags() & AV_PKT_FLAG_DISCARD) != 0) {
            return false;
        }
        firstPacket = Double.isNaN(firstPacket) ? Math.max(0, start) : firstPacket;
        boolean gap = start > packetEnd + source.jitter();
        packetEnd = start + seconds(packet.duration());
        return gap;
    }

    private boolean isBlank() {
        int size = packet.size();
        if (size < ZEROS) {
            return false;
        }
        var data = packet.data();
        for (int i = 0; i < size; i++) {
            if (data.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** How much has been decoded so far, in seconds, without silence for what is lost. */
    double decodedSeconds() {
        return decoded;
    }

    /** How much there is so far, in seconds, with silence for what is lost. */
    double seconds() {
        return clock.seconds();
    }

    /** How long that is by the clock that gave the packets their times, in seconds. */
    double recordedSeconds() {
        return clock.recordedSeconds();
    }

    /** How many packets so far could not be read or decoded. */
    int damagedPackets() {
        return damagedPackets + source.unreadable();
    }

    /** Whether the codec keeps every sample. */
    boolean lossless() {
        return lossless;
    }

    @Override
    public void close() {
        silence.close();
        av_frame_free(frame);
        av_packet_free(packet);
        if (!codec.isNull()) {
            avcodec_free_context(codec);
        }
    }

    /** Frames of silence in the place of those that are lost, of the same format as the others. */
    private static final class SilentFrame implements AutoCloseable {

        private static final int LONGEST = 1 << 14;

        private final AVFrame frame = av_frame_alloc();
        private final AVChannelLayout layout = new AVChannelLayout();
        private int format;
        private int sampleRate;
        private long left;

        /** Remembers the format of a frame, for silence beside it. */
        void like(AVFrame sound) {
            if (sound.sample_rate() != sampleRate
                    || sound.format() != format
                    || sound.ch_layout().nb_channels() != layout.nb_channels()) {
                sampleRate = sound.sample_rate();
                format = sound.format();
                av_channel_layout_copy(layout, sound.ch_layout());
            }
        }

        /** In Hz; 0 before there was any sound. */
        int sampleRate() {
            return sampleRate;
        }

        /** Begins some silence, so many samples of each channel. */
        void begin(long samples) {
            av_frame_unref(frame);
            frame.format(format);
            frame.sample_rate(sampleRate);
            frame.nb_samples((int) Math.min(LONGEST, samples));
            av_channel_layout_copy(frame.ch_layout(), layout);
            if (av_frame_get_buffer(frame, 0) < 0) {
                throw new AudioException("There is no memory for a frame of silence.");
            }
            av_samples_set_silence(frame.extended_data(), 0, frame.nb_samples(), layout.nb_channels(), format);
            left = samples;
        }

        /** The next frame of it, or null at its end. */
        AVFrame next() {
            if (left == 0) {
                return null;
            }
            frame.nb_samples((int) Math.min(frame.nb_samples(), left));
            left -= frame.nb_samples();
            return frame;
        }

        @Override
        public void close() {
            av_frame_free(frame);
            av_channel_layout_uninit(layout);
            layout.close();
        }
    }

    /**
     * A stretch of a file that could not be decoded, and is silent instead.
     *
     * @param at where it begins, in seconds
     * @param seconds how long it is
     */
    record Damage(double at, double seconds) {}
}
