package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_LOSSLESS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_LOSSY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.mir4j.core.error.AudioException;

/** Demultiplexes one audio stream of a file and decodes it frame by frame. */
final class FfmpegDecoder implements AutoCloseable {

    /** What may be opened: containers of sound. Playlists and text formats, which can point elsewhere, may not. */
    private static final String CONTAINERS = "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,eac3,flac,flv,matroska,mov,"
            + "mp3,mpc,mpc8,mpeg,mpegts,oga,ogg,tak,tta,w64,wav,wv";

    static {
        Ffmpeg.load(); // before the fields below load it without its settings
    }

    private final Path file;
    private final AVFormatContext container = new AVFormatContext(null);
    private AVCodecContext codec;
    private AVStream stream;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private boolean flushing;
    private int damagedPackets;
    private double decodedSeconds;

    FfmpegDecoder(Path file, int track) {
        this.file = file;
        try {
            openContainer();
            chooseStream(track);
            openCodec();
        } catch (AudioException e) {
            close();
            throw e;
        }
    }

    private void openContainer() {
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", "file", 0);
        av_dict_set(options, "format_whitelist", CONTAINERS, 0);
        int opened;
        try (BytePointer name = NativeName.url(file)) {
            opened = avformat_open_input(container, name, (AVInputFormat) null, options);
        } finally {
            av_dict_free(options);
        }
        if (opened < 0) {
            throw noAudio(Ffmpeg.message(opened));
        }
        int found = avformat_find_stream_info(container, (PointerPointer<?>) null);
        if (found < 0) {
            throw noAudio(Ffmpeg.message(found));
        }
    }

    private void chooseStream(int track) {
        int best = av_find_best_stream(container, AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
        int index = track < 0 ? best : audioStream(track);
        if (best < 0) {
            throw new AudioException(file + " holds no audio stream; FFmpeg takes it for the format "
                    + container.iformat().name().getString() + ".");
        }
        if (index < 0) {
            throw new AudioException(file + " holds " + audioStreams() + " audio tracks, counted from 0; track " + track
                    + " was asked for.");
        }
        for (int i = 0; i < container.nb_streams(); i++) {
            if (i != index) {
                container.streams(i).discard(avcodec.AVDISCARD_ALL);
            }
        }
        stream = container.streams(index);
    }

    private int audioStream(int track) {
        int seen = 0;
        for (int i = 0; i < container.nb_streams(); i++) {
            if (container.streams(i).codecpar().codec_type() == AVMEDIA_TYPE_AUDIO && seen++ == track) {
                return i;
            }
        }
        return -1;
    }

    private int audioStreams() {
        int count = 0;
        while (audioStream(count) >= 0) {
            count++;
        }
        return count;
    }

    private void openCodec() {
        AVCodec decoder = avcodec_find_decoder(stream.codecpar().codec_id());
        if (decoder == null) {
            throw new AudioException(file + " is coded as " + codecName()
                    + ", which this build of FFmpeg cannot decode;" + " convert it to FLAC or WAV first.");
        }
        codec = avcodec_alloc_context3(decoder);
        avcodec_parameters_to_context(codec, stream.codecpar());
        codec.pkt_timebase(stream.time_base());
        if (lossless()) {
            // a wrong checksum alone would only be logged
            codec.err_recognition(codec.err_recognition() | AV_EF_CRCCHECK | AV_EF_EXPLODE);
        }
        int opened = avcodec_open2(codec, decoder, (AVDictionary) null);
        if (opened < 0) {
            throw noAudio(Ffmpeg.message(opened));
        }
    }

    AudioInfo info() {
        return new AudioInfo(
                container.iformat().name().getString(),
                codecName(),
                stream.codecpar().sample_rate(),
                stream.codecpar().ch_layout().nb_channels(),
                lossless(),
                declaredDuration(),
                FfmpegTags.of(container, stream));
    }

    /** The next frame, which is valid until the next call, or null at the end. */
    AVFrame next() {
        while (true) {
            int received = avcodec_receive_frame(codec, frame);
            if (received >= 0) {
                decodedSeconds += (double) frame.nb_samples() / frame.sample_rate();
                return frame;
            }
            if (received == AVERROR_EOF() || flushing && received != AVERROR_EAGAIN()) {
                return null;
            }
            if (received != AVERROR_EAGAIN()) {
                damagedPackets++;
            }
            feed();
        }
    }

    private void feed() {
        while (!flushing) {
            int read = av_read_frame(container, packet);
            if (read < 0) {
                requireNoFailure();
                if (read != AVERROR_EOF()) {
                    damagedPackets++;
                }
                flushing = true;
                avcodec_send_packet(codec, (AVPacket) null);
                return;
            }
            boolean ours = packet.stream_index() == stream.index();
            int sent = ours ? avcodec_send_packet(codec, packet) : 0;
            av_packet_unref(packet);
            if (sent < 0) {
                damagedPackets++;
            } else if (ours) {
                return;
            }
        }
    }

    /** Demultiplexers take whatever keeps them from reading on for the end of the file. */
    private void requireNoFailure() {
        int failure = bytes() == null ? 0 : bytes().error();
        if (failure < 0 && failure != AVERROR_EOF()) {
            throw new AudioException(file + " could not be read to its end: after "
                    + String.format(Locale.ROOT, "%.2f s", decodedSeconds) + " FFmpeg says: "
                    + Ffmpeg.message(failure) + ".");
        }
    }

    /** The open file; null if the container reads none. */
    AVIOContext bytes() {
        return container.pb();
    }

    /** How much has been decoded so far. */
    double decodedSeconds() {
        return decodedSeconds;
    }

    /** How many packets so far could not be read or decoded. */
    int damagedPackets() {
        return damagedPackets;
    }

    /** Whether the codec keeps every sample, so that lengths are exact and damage is never normal. */
    boolean lossless() {
        int properties = avcodec_descriptor_get(stream.codecpar().codec_id()).props();
        return (properties & AV_CODEC_PROP_LOSSLESS) != 0 && (properties & AV_CODEC_PROP_LOSSY) == 0;
    }

    private OptionalDouble declaredDuration() {
        if (container.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE) {
            return OptionalDouble.empty();
        }
        if (stream.duration() != AV_NOPTS_VALUE && stream.duration() > 0) {
            return OptionalDouble.of((double) stream.duration()
                    * stream.time_base().num()
                    / stream.time_base().den());
        }
        // a container lasts as long as its longest stream, which with several need not be ours
        return container.duration() > 0 && soundsAlone()
                ? OptionalDouble.of((double) container.duration() / avutil.AV_TIME_BASE)
                : OptionalDouble.empty();
    }

    private boolean soundsAlone() {
        for (int i = 0; i < container.nb_streams(); i++) {
            boolean picture = (container.streams(i).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
            if (i != stream.index() && !picture) {
                return false;
            }
        }
        return true;
    }

    private String codecName() {
        return avcodec_get_name(stream.codecpar().codec_id()).getString();
    }

    private AudioException noAudio(String reason) {
        return new AudioException(
                file + " cannot be read as audio: it is of another kind, damaged or cut off (FFmpeg says: " + reason
                        + "). Expected WAV, AIFF, FLAC, Ogg, Opus, MP3, AAC, M4A or WebM.");
    }

    @Override
    public void close() {
        av_frame_free(frame);
        av_packet_free(packet);
        if (codec != null) {
            avcodec_free_context(codec);
        }
        if (!container.isNull()) {
            avformat_close_input(container);
        }
    }
}
