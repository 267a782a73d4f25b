// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_uninit;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_double;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;
import static org.bytedeco.ffmpeg.global.swresample.swr_set_matrix;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.mir4j.core.error.AudioException;

/** Brings decoded frames of one format to planar float samples of the rate and channels asked for. */
final class FfmpegResampler implements AutoCloseable {

    private final SwrContext context = new SwrContext(null);
    private final AVChannelLayout inLayout = new AVChannelLayout();
    private final Object name;
    private final int inFormat;
    private final int inRate;
    private final int outRate;
    private final int outChannels;
    private FloatPointer[] planes = {};
    private PointerPointer<FloatPointer> planePointers;
    private int capacity;

    /**
     * @param name of where the frames come from, for messages
     * @param frame a frame of the format that all frames to come have
     * @param outRate in Hz, or 0 to keep the frame's
     * @param downMixed whether to mix down to one channel
     */
    FfmpegResampler(Object name, AVFrame frame, int outRate, boolean downMixed) {
        this.name = name;
        inFormat = frame.format();
        inRate = frame.sample_rate();
        this.outRate = outRate == 0 ? inRate : outRate;
        av_channel_layout_copy(inLayout, frame.ch_layout());
        int inChannels = inLayout.nb_channels();
        if (inLayout.order() == AV_CHANNEL_ORDER_UNSPEC) {
            av_channel_layout_default(inLayout, inChannels);
        }
        outChannels = downMixed ? 1 : inChannels;
        try (AVChannelLayout outLayout = new AVChannelLayout()) {
            av_channel_layout_copy(outLayout, inLayout);
            if (downMixed) {
                av_channel_layout_default(outLayout, 1);
            }
            int made = swr_alloc_set_opts2(
                    context, outLayout, AV_SAMPLE_FMT_FLTP, this.outRate, inLayout, inFormat, inRate, 0, null);
            if (made >= 0) {
                // else FFmpeg lets floats grow: stereo would become the sum over the square root of 2
                av_opt_set_double(context, "rematrix_maxval", 1, 0);
            }
            // channels that nothing is known of cannot be placed: they count alike
            if (made >= 0 && downMixed && inLayout.order() == AV_CHANNEL_ORDER_UNSPEC) {
                mixEqually(inChannels);
            }
            int started = made < 0 ? made : swr_init(context);
            av_channel_layout_uninit(outLayout);
            if (started < 0) {
                close();
                throw new AudioException(name + " cannot be brought from " + inChannels + " channels at " + inRate
                        + " Hz to " + outChannels + " at " + this.outRate + " Hz (FFmpeg says: "
                        + Ffmpeg.message(started) + ").");
            }
        }
    }

    private void mixEqually(int inChannels) {
        double[] weights = new double[inChannels];
        Arrays.fill(weights, 1.0 / inChannels);
        try (DoublePointer matrix = new DoublePointer(weights)) {
            swr_set_matrix(context, matrix, inChannels);
        }
    }

    /** Whether a frame has the format this resampler was made for. */
    boolean fits(AVFrame frame) {
        return frame.format() == inFormat
                && frame.sample_rate() == inRate
                && frame.ch_layout().nb_channels() == inLayout.nb_channels();
    }

    int outRate() {
        return outRate;
    }

    int outChannels() {
        return outChannels;
    }

    /** Feeds a frame and returns what comes out, planar; maybe nothing yet. */
    float[][] convert(AVFrame frame) {
        return convert(frame.extended_data(), frame.nb_samples());
    }

    /** What the filter still holds after the last frame. */
    float[][] drain() {
        return convert(null, 0);
    }

    private float[][] convert(PointerPointer<?> in, int count) {
        reserve(Math.max(1, swr_get_out_samples(context, count)));
        int got = swr_convert(context, planePointers, capacity, in, count);
        if (got < 0) {
            throw new AudioException(name + " cannot be resampled from " + inRate + " to " + outRate
                    + " Hz (FFmpeg says: " + Ffmpeg.message(got) + ").");
        }
        float[][] channels = new float[outChannels][got];
        for (int c = 0; c < outChannels; c++) {
            planes[c].get(channels[c]);
        }
        return channels;
    }

    private void reserve(int samples) {
        if (samples <= capacity) {
            return;
        }
        releasePlanes();
        capacity = samples;
        planes = new FloatPointer[outChannels];
        Arrays.setAll(planes, c -> new FloatPointer(samples));
        planePointers = new PointerPointer<>(planes);
    }

    private void releasePlanes() {
        for (FloatPointer plane : planes) {
            plane.close();
        }
        if (planePointers != null) {
            planePointers.close();
        }
    }

    @Override
    public void close() {
        releasePlanes();
        swr_free(context);
        av_channel_layout_uninit(inLayout);
        inLayout.close();
    }
}
