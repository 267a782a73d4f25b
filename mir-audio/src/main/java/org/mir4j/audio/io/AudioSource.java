// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_uninit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.global.avcodec;
import org.mir4j.core.error.AudioException;

/**
 * An open file: its packets and what its header says. FFmpeg takes files apart, but for those where it does not hold
 * what it finds against what is declared: samples of WAVE and AIFF, and streams of bare frames.
 */
final class AudioSource implements AutoCloseable {

    {
        Ffmpeg.load(); // before the fields below load it without its settings
    }

    private final Path file;
    private final Consumer<AudioNotice> notices;
    private final AVCodecParameters parameters = avcodec_parameters_alloc();
    private FfmpegContainer container; // null if FFmpeg cannot open what our own header reader can
    private PacketSource packets;

    /**
     * Opens a file.
     *
     * @param track which audio stream, from 0, or -1 for the one FFmpeg takes for the main one
     * @param notices receives what is odd
     * @throws AudioException if it cannot be read
     */
    AudioSource(Path file, int track, Consumer<AudioNotice> notices) {
        this.file = file;
        this.notices = notices;
        try {
            Optional<PcmHeader> header = PcmHeader.of(file);
            OggEnd.check(file);
            openContainer(track, header);
            packets = header.map(this::samples).orElseGet(this::frames);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void openContainer(int track, Optional<PcmHeader> header) {
        try {
            container = new FfmpegContainer(file, track);
            avcodec_parameters_copy(parameters, container.stream().codecpar());
            sayChoice();
        } catch (AudioException e) {
            if (header.isEmpty() || track > 0) {
                throw e;
            }
        }
    }

    private void sayChoice() {
        int streams = container.audioStreams();
        if (streams > 1) {
            notices.accept(new AudioNotice(
                    AudioNotice.Kind.CHOICE,
                    file + " holds " + streams + " audio streams, counted from 0; stream " + container.track()
                            + " is read (" + CodecNames.of(parameters.codec_id()) + ", " + parameters.sample_rate()
                            + " Hz, "
                            + parameters.ch_layout().nb_channels() + " channels)."));
        }
    }

    private PacketSource samples(PcmHeader header) {
        parameters.codec_type(AVMEDIA_TYPE_AUDIO);
        parameters.codec_id(header.coding().codec());
        parameters.codec_tag(0);
        parameters.sample_rate(header.sampleRate());
        parameters.bits_per_coded_sample(header.coding().bytes() * Byte.SIZE);
        parameters.bits_per_raw_sample(0);
        parameters.block_align(header.frameBytes());
        if (parameters.ch_layout().nb_channels() != header.channels()) {
            av_channel_layout_uninit(parameters.ch_layout());
            av_channel_layout_default(parameters.ch_layout(), header.channels());
        }
        if (header.unread() > 0) {
            sayDamage(file + " goes on for " + header.unread() + " bytes behind the " + header.bytes()
                    + " bytes of samples that its header declares; they are not read. If they were recorded too ("
                    + Seconds.of((double) header.unread() / header.frameBytes() / header.sampleRate())
                    + "), have its header written anew.");
        }
        return new PcmPackets(file, header);
    }

    private PacketSource frames() {
        FrameSyntax syntax = syntax();
        if (syntax == null) {
            return timed();
        }
        FramePackets frames = new FramePackets(file, syntax, this::sayDamage);
        if (frames.frames() == 0) {
            frames.close();
            return timed();
        }
        return frames;
    }

    /** What FFmpeg reads; of lossless codecs nobody asks for times. */
    private PacketSource timed() {
        boolean lossless = FfmpegDecoder.isLossless(parameters.codec_id());
        return lossless ? container : new SteadyTimes(file, container, this::sayDamage);
    }

    private FrameSyntax syntax() {
        int codec = parameters.codec_id();
        boolean mpeg = codec == avcodec.AV_CODEC_ID_MP3
                || codec == avcodec.AV_CODEC_ID_MP2
                || codec == avcodec.AV_CODEC_ID_MP1;
        return switch (container.name()) {
            case "mp3" -> mpeg ? FrameSyntax.MPEG : null;
            case "aac" -> codec == avcodec.AV_CODEC_ID_AAC ? FrameSyntax.ADTS : null;
            default -> null;
        };
    }

    private void sayDamage(String sentence) {
        notices.accept(new AudioNotice(AudioNotice.Kind.DAMAGE, sentence));
    }

    AudioInfo info() {
        return new AudioInfo(
                container == null ? "wav" : container.name(),
                CodecNames.of(parameters.codec_id()),
                parameters.sample_rate(),
                parameters.ch_layout().nb_channels(),
                FfmpegDecoder.isLossless(parameters.codec_id()),
                packets.declaredDuration(),
                container == null ? AudioTags.none() : container.tags(),
                container == null ? 0 : container.track(),
                container == null ? 1 : container.audioStreams());
    }

    /** The packets. */
    PacketSource packets() {
        return packets;
    }

    /** How they are to be decoded. */
    AVCodecParameters parameters() {
        return parameters;
    }

    @Override
    public void close() {
        if (packets != null) {
            packets.close();
        }
        if (container != null && packets != container) {
            container.close();
        }
        avcodec_parameters_free(parameters);
    }

    /**
     * Looks whether an Ogg file ends with a whole page, which FFmpeg does not: it leaves out a last page that is cut off.
     *
     * <p>Source: Pfeiffer, "The Ogg encapsulation format", RFC 3533, section 6.
     */
    private static final class OggEnd {

        private static final String CAPTURE = "OggS";
        private static final int HEADER = 27;
        private static final int SEGMENTS_AT = 26;
        private static final int LARGEST_PAGE = HEADER + 255 + 255 * 255;

        private OggEnd() {}

        /**
         * @param file any file; one that is no Ogg passes
         * @throws AudioException if its last page is not whole
         */
        static void check(Path file) {
            try (FileBytes bytes = new FileBytes(file)) {
                long length = bytes.length();
                if (length < HEADER || !isCapture(bytes.at(0, CAPTURE.length()), 0)) {
                    return;
                }
                int tail = (int) Math.min(length, LARGEST_PAGE);
                byte[] end = bytes.at(length - tail, tail);
                long missing = missing(end);
                if (missing > 0) {
                    throw new AudioException(
                            file + " is cut off: its last page lacks " + missing + " bytes; get the whole file.");
                }
            } catch (IOException e) {
                throw new AudioException(file + " cannot be read: " + e.getMessage() + ".", e);
            }
        }

        /** How many bytes the last page that begins in the end of a file says it has, and has not. */
        private static long missing(byte[] end) {
            int page = end.length - CAPTURE.length();
            while (page >= 0 && !(isCapture(end, page) && (page + 4 >= end.length || end[page + 4] == 0))) {
                page--;
            }
            if (page < 0) {
                return 0; // something else stands behind the last page
            }
            int there = end.length - page;
            if (there <= SEGMENTS_AT) {
                return HEADER - there;
            }
            int segments = Byte.toUnsignedInt(end[page + SEGMENTS_AT]);
            int declared = HEADER + segments;
            for (int i = 0; i < segments && HEADER + i < there; i++) {
                declared += Byte.toUnsignedInt(end[page + HEADER + i]);
            }
            return declared - there;
        }

        private static boolean isCapture(byte[] bytes, int at) {
            return new String(bytes, at, CAPTURE.length(), StandardCharsets.ISO_8859_1).equals(CAPTURE);
        }
    }
}
