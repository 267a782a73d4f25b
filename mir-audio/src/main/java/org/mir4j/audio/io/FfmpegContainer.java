// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_seek;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.mir4j.core.error.AudioException;

/** A file as FFmpeg takes it apart, and one audio stream of it. */
final class FfmpegContainer implements PacketSource {

    /** What may be opened: containers of sound. Playlists and text formats, which can point elsewhere, may not. */
    private static final String CONTAINERS = "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,eac3,flac,flv,matroska,mov,"
            + "mp3,mpc,mpc8,mpeg,mpegts,oga,ogg,tak,tta,w64,wav,wv";

    /** Those whose packets have times that are exact. */
    private static final Set<String> EXACT = Set.of("ogg", "mov,mp4,m4a,3gp,3g2,mj2");

    private static final Set<String> ROUNDED = Set.of("matroska,webm");

    private static final int SEEK_CUR = 1;

    private static final double JITTER_OF_EXACT = 0.005;
    /** FFmpeg tells the times of Vorbis packets beside long and short windows wrongly, by up to 2032 samples. */
    private static final double JITTER_OF_VORBIS = 0.05;

    private static final double JITTER_OF_ROUNDED = 0.1;
    private static final double JITTER_OF_OTHERS = 0.5;

    /** Lengths in headers are rounded, and count the encoder's padding in or out. */
    private static final double ROUNDING = 0.1;

    {
        Ffmpeg.load(); // before the fields below load it without its settings
    }

    private final Path file;
    private final AVFormatContext container = new AVFormatContext(null);
    private AVStream stream;
    private int chosen;
    private int unreadable;
    private long failedAt = -1;
    private double secondsRead;

    /**
     * Opens a file.
     *
     * @param track which of its audio streams, from 0, or -1 for the one that FFmpeg takes for the main one
     * @throws AudioException if it is none that can be read, or has no such stream
     */
    FfmpegContainer(Path file, int track) {
        this.file = file;
        try {
            open();
            chooseStream(track);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void open() {
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", "file,subfile", 0);
        av_dict_set(options, "format_whitelist", CONTAINERS, 0);
        int opened;
        try (BytePointer name = NativeName.url(file, audioEnd())) {
            opened = avformat_open_input(container, name, formatBehindTag(), options);
        } finally {
            av_dict_free(options);
        }
        if (opened < 0) {
            requireTableRates();
            throw noAudio(file, Ffmpeg.message(opened));
        }
        int found = avformat_find_stream_info(container, (PointerPointer<?>) null);
        if (found < 0) {
            throw noAudio(file, Ffmpeg.message(found));
        }
    }

    /** The format behind an ID3v2 tag; null if there is none: behind a large one FFmpeg takes any file for an MP3. */
    private AVInputFormat formatBehindTag() {
        try (FileBytes bytes = new FileBytes(file)) {
            long start = bytes.has("ID3", 0) ? TrailingTags.behind(bytes, 0) : 0;
            if (start == 0 || start >= bytes.length()) {
                return null;
            }
            boolean adts = FrameSyntax.ADTS.header(bytes, start) != null;
            return bytes.has("fLaC", start) ? av_find_input_format("flac") : adts ? av_find_input_format("aac") : null;
        } catch (IOException e) {
            return null; // FFmpeg says what is wrong with it
        }
    }

    /** Where FFmpeg is to stop reading, or -1: it takes tags behind FLAC for a part of the last frame. */
    private long audioEnd() {
        try (FileBytes bytes = new FileBytes(file)) {
            long start = TrailingTags.behind(bytes, 0);
            long end = bytes.has("fLaC", start) ? flacEnd(bytes) : bytes.length();
            return end < bytes.length() ? end : -1;
        } catch (IOException e) {
            return -1; // FFmpeg says what is wrong with it
        }
    }

    /** Before tags and zeros; a frame ends with a checksum, and so with up to two zeros of its own. */
    private static long flacEnd(FileBytes bytes) throws IOException {
        long end = TrailingTags.audioEnd(bytes);
        long last = end;
        while (last > 0 && bytes.unsigned(last - 1) == 0) {
            last--;
        }
        return Math.min(end, last + 2);
    }

    private void chooseStream(int track) {
        int best = av_find_best_stream(container, AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
        int index = track < 0 ? best : audioStream(track);
        if (best < 0) {
            requireTableRates();
            throw new AudioException(file + " holds no audio stream; FFmpeg takes it for the format " + name() + ".");
        }
        if (index < 0) {
            throw new AudioException(
                    file + " holds " + audioStreams() + (audioStreams() == 1 ? " audio stream" : " audio streams")
                            + ", counted from 0; stream " + track + " was asked for.");
        }
        for (int i = 0; i < container.nb_streams(); i++) {
            if (i != index) {
                container.streams(i).discard(avcodec.AVDISCARD_ALL);
            } else {
                stream = container.streams(i);
            }
        }
        while (audioStream(chosen) != index) {
            chosen++;
        }
    }

    /** Says what keeps FFmpeg from reading an MP3 whose bit rate is none of the table's. */
    private void requireTableRates() {
        boolean free;
        try (FileBytes bytes = new FileBytes(file)) {
            free = FrameSyntax.isFreeFormat(bytes, TrailingTags.lengthAt(bytes, 0));
        } catch (IOException e) {
            return; // FFmpeg says what is wrong with it
        }
        if (free) {
            throw new AudioException(file + " is an MP3 of free format, with a bit rate of its own, which FFmpeg cannot"
                    + " decode; convert it to WAV first, with lame --decode or mpg123 -w.");
        }
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

    /** How many audio streams there are. */
    int audioStreams() {
        int count = 0;
        while (audioStream(count) >= 0) {
            count++;
        }
        return count;
    }

    /** Which of the audio streams this is, from 0. */
    int track() {
        return chosen;
    }

    /** The stream. */
    AVStream stream() {
        return stream;
    }

    /** The format of the file in FFmpeg's words. */
    String name() {
        return container.iformat().name().getString(StandardCharsets.UTF_8);
    }

    AudioTags tags() {
        return FfmpegTags.of(container, stream);
    }

    @Override
    public boolean read(AVPacket packet) {
        while (true) {
            int read = av_read_frame(container, packet);
            if (read < 0) {
                requireNoFailure();
                if (read == AVERROR_EOF() || !readsOn()) {
                    return false;
                }
                continue;
            }
            if (packet.stream_index() == stream.index()) {
                secondsRead += (double) packet.duration()
                        * timeBase().num()
                        / timeBase().den();
                return true;
            }
            avcodec.av_packet_unref(packet);
        }
    }

    /** Whether something may follow what could not be read: Ogg gives up where the next page is far, and can go on. */
    private boolean readsOn() {
        unreadable++;
        long place = bytes() == null ? 0 : avio_seek(bytes(), 0, SEEK_CUR);
        boolean further = place > failedAt;
        failedAt = place;
        return further;
    }

    /** Demultiplexers take whatever keeps them from reading on for the end of the file. */
    private void requireNoFailure() {
        int failure = bytes() == null ? 0 : bytes().error();
        if (failure < 0 && failure != AVERROR_EOF()) {
            throw new AudioException(file + " could not be read to its end: after " + Seconds.of(secondsRead)
                    + " FFmpeg says: " + Ffmpeg.message(failure) + ".");
        }
    }

    /** The open file; null if the container reads none. */
    AVIOContext bytes() {
        return container.pb();
    }

    @Override
    public AVRational timeBase() {
        return stream.time_base();
    }

    @Override
    public OptionalDouble declaredDuration() {
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

    @Override
    public double jitter() {
        if (EXACT.contains(name())) {
            boolean vorbis = stream.codecpar().codec_id() == avcodec.AV_CODEC_ID_VORBIS;
            return vorbis ? JITTER_OF_VORBIS : JITTER_OF_EXACT;
        }
        return ROUNDED.contains(name()) ? JITTER_OF_ROUNDED : JITTER_OF_OTHERS;
    }

    @Override
    public double rounding() {
        return ROUNDING;
    }

    @Override
    public int unreadable() {
        return unreadable;
    }

    /** What is said of a file that is none. */
    static AudioException noAudio(Path file, String reason) {
        return new AudioException(
                file + " cannot be read as audio: it is of another kind, damaged or cut off (FFmpeg says: " + reason
                        + "). Expected WAV, AIFF, FLAC, Ogg, Opus, MP3, AAC, M4A or WebM.");
    }

    @Override
    public void close() {
        if (!container.isNull()) {
            avformat_close_input(container);
        }
    }
}
