// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_uninit;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_samples_set_silence;

import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.mir4j.core.error.AudioException;

/** Frames of silence in the place of those that are lost, of the same format as the others. */
final class SilentFrame implements AutoCloseable {

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
