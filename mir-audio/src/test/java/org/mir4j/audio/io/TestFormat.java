// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.av_get_bytes_per_sample;
import static org.bytedeco.ffmpeg.global.avutil.av_get_packed_sample_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_sample_fmt_is_planar;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The kinds of files that tests read. */
public enum TestFormat {
    WAV_U8("wav", "pcm_u8", AV_SAMPLE_FMT_U8, 8),
    WAV_S16("wav", "pcm_s16le", AV_SAMPLE_FMT_S16, 16),
    WAV_S24("wav", "pcm_s24le", AV_SAMPLE_FMT_S32, 24),
    WAV_S32("wav", "pcm_s32le", AV_SAMPLE_FMT_S32, 32),
    WAV_F32("wav", "pcm_f32le", AV_SAMPLE_FMT_FLT, 32),
    WAV_F64("wav", "pcm_f64le", AV_SAMPLE_FMT_DBL, 64),
    WAV_ALAW("wav", "pcm_alaw", AV_SAMPLE_FMT_S16, 0),
    WAV_MULAW("wav", "pcm_mulaw", AV_SAMPLE_FMT_S16, 0),
    W64_S24("w64", "pcm_s24le", AV_SAMPLE_FMT_S32, 24),
    AIFF("aiff", "pcm_s16be", AV_SAMPLE_FMT_S16, 16),
    AIFF_S8("aiff", "pcm_s8", AV_SAMPLE_FMT_U8, 8),
    AIFF_S24("aiff", "pcm_s24be", AV_SAMPLE_FMT_S32, 24),
    AIFC_SOWT("aiff", "pcm_s16le", AV_SAMPLE_FMT_S16, 16),
    AIFC_F32("aiff", "pcm_f32be", AV_SAMPLE_FMT_FLT, 32),
    AIFC_F64("aiff", "pcm_f64be", AV_SAMPLE_FMT_DBL, 64),
    CAF("caf", "pcm_s16le", AV_SAMPLE_FMT_S16, 16),
    FLAC_16("flac", "flac", AV_SAMPLE_FMT_S16, 16),
    FLAC_24("flac", "flac", AV_SAMPLE_FMT_S32, 24),
    ALAC("ipod", "alac", AV_SAMPLE_FMT_S16P, 16),
    VORBIS("ogg", "vorbis", AV_SAMPLE_FMT_FLTP, 0),
    OPUS("ogg", "libopus", AV_SAMPLE_FMT_FLT, 0),
    WEBM("webm", "libopus", AV_SAMPLE_FMT_FLT, 0),
    MP3("mp3", "libmp3lame", AV_SAMPLE_FMT_FLTP, 0),
    MP3_VBR("mp3", "libmp3lame", AV_SAMPLE_FMT_FLTP, 0),
    M4A("ipod", "aac", AV_SAMPLE_FMT_FLTP, 0),
    MP4_FRAGMENTS("mp4", "aac", AV_SAMPLE_FMT_FLTP, 0),
    ADTS("adts", "aac", AV_SAMPLE_FMT_FLTP, 0),
    WAV_MP3("wav", "libmp3lame", AV_SAMPLE_FMT_FLTP, 0),
    WAVPACK("wv", "wavpack", AV_SAMPLE_FMT_S16P, 16),
    OGG_FLAC("ogg", "flac", AV_SAMPLE_FMT_S16, 16),
    TTA("tta", "tta", AV_SAMPLE_FMT_S16, 16),
    MATROSKA("matroska", "flac", AV_SAMPLE_FMT_S16, 16);

    private final String container;
    private final String encoder;
    private final int samples;
    private final int bits;

    TestFormat(String container, String encoder, int samples, int bits) {
        this.container = container;
        this.encoder = encoder;
        this.samples = samples;
        this.bits = bits;
    }

    String container() {
        return container;
    }

    String encoder() {
        return encoder;
    }

    int samples() {
        return samples;
    }

    /** How deep samples are, or 0 if the format is lossy. */
    int bits() {
        return bits;
    }

    void fill(AVFrame frame, float[][] channels, int from) {
        boolean planar = av_sample_fmt_is_planar(samples) != 0;
        int planes = planar ? channels.length : 1;
        int across = planar ? 1 : channels.length;
        long bytes = (long) frame.nb_samples() * across * av_get_bytes_per_sample(samples);
        for (int plane = 0; plane < planes; plane++) {
            ByteBuffer data = frame.data(plane).capacity(bytes).asByteBuffer().order(ByteOrder.nativeOrder());
            for (int n = 0; n < frame.nb_samples(); n++) {
                for (int c = plane; c < plane + across; c++) {
                    put(data, channels[c][from + n]);
                }
            }
        }
    }

    private void put(ByteBuffer data, double sample) {
        int packed = av_get_packed_sample_fmt(samples);
        if (packed == AV_SAMPLE_FMT_U8) {
            data.put((byte) (Math.round(sample * 128) + 128));
        } else if (packed == AV_SAMPLE_FMT_S16) {
            data.putShort((short) Math.round(sample * (1 << 15)));
        } else if (packed == AV_SAMPLE_FMT_S32) {
            data.putInt((int) Math.round(sample * (1L << 31)));
        } else if (packed == AV_SAMPLE_FMT_FLT) {
            data.putFloat((float) sample);
        } else {
            data.putDouble(sample);
        }
    }
}
