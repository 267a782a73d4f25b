// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.mir4j.core.audio.Waveform;

/** Writes audio files for tests to read: any format, one track or more, with or without a picture. */
public final class TestEncoder implements AutoCloseable {

    private static final int FRAME_SAMPLES = 1000; // for encoders that take any

    private final TestFormat format;
    private final AVFormatContext container = new AVFormatContext(null);

    private TestEncoder(TestFormat format) {
        this.format = format;
    }

    /**
     * Writes a file.
     *
     * @param file where to; overwritten
     * @param format container and codec
     * @param tracks the audio streams
     */
    public static Path write(Path file, TestFormat format, Waveform... tracks) {
        return write(file, format, false, tracks);
    }

    /** The same, with a picture attached as music players do for covers. */
    public static Path writeWithCover(Path file, TestFormat format, Waveform... tracks) {
        return write(file, format, true, tracks);
    }

    private static Path write(Path file, TestFormat format, boolean cover, Waveform... tracks) {
        Ffmpeg.load();
        try (TestEncoder encoder = new TestEncoder(format)) {
            encoder.run(file, cover, tracks);
        }
        return file;
    }

    private void run(Path file, boolean cover, Waveform... tracks) {
        check(avformat_alloc_output_context2(container, (AVOutputFormat) null, format.container(), (String) null));
        container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT); // no name of the program in the file
        AVCodecContext[] codecs = new AVCodecContext[tracks.length];
        AVStream[] streams = new AVStream[tracks.length];
        for (int i = 0; i < tracks.length; i++) {
            codecs[i] = openCodec(tracks[i]);
            streams[i] = avformat_new_stream(container, null);
            check(avcodec_parameters_from_context(streams[i].codecpar(), codecs[i]));
            streams[i].time_base(codecs[i].time_base());
        }
        AVStream picture = cover ? pictureStream() : null;
        AVIOContext io = new AVIOContext(null);
        check(avio_open(io, "file:" + file.toAbsolutePath(), AVIO_FLAG_WRITE));
        container.pb(io);
        AVDictionary options = new AVDictionary(null);
        if (format == TestFormat.MP4_FRAGMENTS) {
            av_dict_set(options, "movflags", "empty_moov+default_base_moof", 0);
            av_dict_set(options, "frag_duration", "1000000", 0); // microseconds
        }
        check(avformat_write_header(container, options));
        av_dict_free(options);
        if (picture != null) {
            writePicture(picture);
        }
        for (int i = 0; i < tracks.length; i++) {
            encode(codecs[i], streams[i], tracks[i].channels());
            avcodec_free_context(codecs[i]);
        }
        check(av_write_trailer(container));
        avio_closep(io);
    }

    private AVCodecContext openCodec(Waveform track) {
        var encoder = avcodec_find_encoder_by_name(format.encoder());
        AVCodecContext codec = avcodec_alloc_context3(encoder);
        codec.sample_rate(track.sampleRate());
        codec.sample_fmt(format.samples());
        codec.time_base(av_make_q(1, track.sampleRate()));
        codec.strict_std_compliance(avcodec.FF_COMPLIANCE_EXPERIMENTAL);
        av_channel_layout_default(codec.ch_layout(), track.channels().length);
        if (format.bits() > 0) {
            codec.bits_per_raw_sample(format.bits());
        } else {
            codec.bit_rate(96_000L * track.channels().length);
        }
        if (format == TestFormat.MP3_VBR) {
            codec.flags(codec.flags() | avcodec.AV_CODEC_FLAG_QSCALE);
            codec.global_quality(4 * avutil.FF_QP2LAMBDA);
        }
        if ((container.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
            codec.flags(codec.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        check(avcodec_open2(codec, encoder, (AVDictionary) null));
        return codec;
    }

    private void encode(AVCodecContext codec, AVStream stream, float[][] channels) {
        int size = codec.frame_size() > 0 ? codec.frame_size() : FRAME_SAMPLES;
        for (int at = 0; at < channels[0].length; at += size) {
            AVFrame frame = av_frame_alloc();
            frame.nb_samples(Math.min(size, channels[0].length - at));
            frame.format(codec.sample_fmt());
            frame.sample_rate(codec.sample_rate());
            av_channel_layout_copy(frame.ch_layout(), codec.ch_layout());
            check(av_frame_get_buffer(frame, 0));
            frame.pts(at);
            format.fill(frame, channels, at);
            check(avcodec_send_frame(codec, frame));
            av_frame_free(frame);
            drain(codec, stream);
        }
        check(avcodec_send_frame(codec, null));
        drain(codec, stream);
    }

    private void drain(AVCodecContext codec, AVStream stream) {
        AVPacket packet = av_packet_alloc();
        while (avcodec_receive_packet(codec, packet) >= 0) {
            av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
            packet.stream_index(stream.index());
            check(av_interleaved_write_frame(container, packet));
        }
        av_packet_free(packet);
    }

    private AVStream pictureStream() {
        AVStream picture = avformat_new_stream(container, null);
        picture.disposition(AV_DISPOSITION_ATTACHED_PIC);
        picture.time_base(av_make_q(1, 1));
        picture.codecpar().codec_type(AVMEDIA_TYPE_VIDEO);
        picture.codecpar().codec_id(AV_CODEC_ID_PNG);
        picture.codecpar().width(8);
        picture.codecpar().height(8);
        return picture;
    }

    private void writePicture(AVStream picture) {
        byte[] png = png();
        AVPacket packet = av_packet_alloc();
        check(av_new_packet(packet, png.length));
        packet.data().put(png);
        packet.stream_index(picture.index());
        check(av_interleaved_write_frame(container, packet));
        av_packet_free(packet);
    }

    private static byte[] png() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(int code) {
        if (code < 0) {
            throw new IllegalStateException(Ffmpeg.message(code));
        }
    }

    /** Releases the file. */
    @Override
    public void close() {
        avformat_free_context(container);
    }
}
