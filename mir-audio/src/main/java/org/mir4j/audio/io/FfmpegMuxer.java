// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENOSPC;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.mir4j.core.error.AudioException;

/** Writes the packets of one audio stream to a file of a container's format. */
final class FfmpegMuxer implements AutoCloseable {

    private final Path file;
    private final AVFormatContext container = new AVFormatContext(null);
    private final AVIOContext bytes = new AVIOContext(null);
    private AVStream stream;

    /**
     * Opens the file, overwriting what there is, and writes its header.
     *
     * @param file whatever its suffix
     * @param format FFmpeg's name of the container
     * @param codec the open encoder
     * @param tags what to say of the music
     */
    FfmpegMuxer(Path file, String format, AVCodecContext codec, AudioTags tags) {
        this.file = file;
        try {
            check(avformat_alloc_output_context2(container, (AVOutputFormat) null, format, (String) null));
            // neither the time nor the program's version: the same samples become the same bytes
            container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
            stream = avformat_new_stream(container, null);
            check(avcodec_parameters_from_context(stream.codecpar(), codec));
            stream.time_base(codec.time_base());
            FfmpegTags.put(tags, container);
            try (BytePointer url = NativeName.url(file, -1)) {
                check(avio_open(bytes, url, AVIO_FLAG_WRITE));
            }
            container.pb(bytes);
            writeHeader();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void writeHeader() {
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "rf64", "auto", 0); // WAV beyond 4 GB; other containers leave the option alone
        try {
            check(avformat_write_header(container, options));
        } finally {
            av_dict_free(options);
        }
    }

    /** Writes a packet whose times are in units of the encoder's. */
    void write(AVPacket packet, AVCodecContext codec) {
        av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
        packet.stream_index(stream.index());
        check(av_write_frame(container, packet));
    }

    /** Completes the file, which is then on its way to the disk. */
    void finish() {
        check(av_write_trailer(container));
        check(avio_closep(bytes));
    }

    private void check(int code) {
        if (code == AVERROR_ENOSPC()) {
            throw new AudioException(file + " cannot be written: the disk is full (FFmpeg says: " + Ffmpeg.message(code)
                    + "); make room, or write to another one.");
        }
        if (code < 0) {
            throw new AudioException(file + " cannot be written (FFmpeg says: " + Ffmpeg.message(code) + ").");
        }
    }

    /** Releases the file, complete or not. */
    @Override
    public void close() {
        if (!bytes.isNull()) {
            avio_closep(bytes);
        }
        if (!container.isNull()) {
            container.pb(null);
            avformat_free_context(container);
            container.setNull();
        }
    }
}
