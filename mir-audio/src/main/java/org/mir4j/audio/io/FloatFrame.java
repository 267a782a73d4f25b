// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.mir4j.core.error.AudioException;

/** A frame of FFmpeg's for planar float samples, as waveforms have them. */
final class FloatFrame implements AutoCloseable {

    /** How many samples a channel it holds. */
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
