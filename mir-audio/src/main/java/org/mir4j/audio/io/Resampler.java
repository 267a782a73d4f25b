package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.mir4j.core.audio.Waveform;

/** Brings samples in memory to another rate and to one channel, exactly as {@link AudioReader} does with a file's. */
public final class Resampler {

    private static final int BLOCK = 1 << 16;
    private static final Path MEMORY = Path.of("the waveform");

    private Resampler() {}

    /**
     * Resamples and mixes down.
     *
     * @param waveform of any rate and number of channels
     * @param hertz the rate wanted
     * @return one channel at that rate
     * @throws org.mir4j.core.error.AudioException if FFmpeg cannot do it
     */
    public static Waveform mono(Waveform waveform, int hertz) {
        if (waveform.channels().length == 1 && waveform.sampleRate() == hertz) {
            return waveform;
        }
        Ffmpeg.load();
        List<float[]> blocks = new ArrayList<>();
        AVFrame frame = av_frame_alloc();
        try {
            describe(frame, waveform);
            try (FfmpegResampler resampler = new FfmpegResampler(MEMORY, frame, hertz, true)) {
                for (int from = 0; from < waveform.length(); from += BLOCK) {
                    fill(frame, waveform, from, Math.min(BLOCK, waveform.length() - from));
                    blocks.add(resampler.convert(frame)[0]);
                }
                blocks.add(resampler.drain()[0]);
            }
        } finally {
            av_frame_free(frame);
        }
        return Waveform.mono(joined(blocks), hertz);
    }

    private static void describe(AVFrame frame, Waveform waveform) {
        frame.format(AV_SAMPLE_FMT_FLTP);
        frame.sample_rate(waveform.sampleRate());
        frame.nb_samples(BLOCK);
        av_channel_layout_default(frame.ch_layout(), waveform.channels().length);
        if (av_frame_get_buffer(frame, 0) < 0) {
            throw new OutOfMemoryError("FFmpeg has no memory for " + BLOCK + " samples");
        }
    }

    private static void fill(AVFrame frame, Waveform waveform, int from, int count) {
        for (int c = 0; c < waveform.channels().length; c++) {
            new FloatPointer(frame.extended_data(c)).put(waveform.channels()[c], from, count);
        }
        frame.nb_samples(count);
    }

    private static float[] joined(List<float[]> blocks) {
        float[] all = new float[blocks.stream().mapToInt(block -> block.length).sum()];
        int at = 0;
        for (float[] block : blocks) {
            System.arraycopy(block, 0, all, at, block.length);
            at += block.length;
        }
        return all;
    }
}
