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
import org.mir4j.core.error.AudioException;

/** Brings samples in memory to another rate and to one channel, exactly as {@link AudioReader} does with a file's. */
public final class Resampler {

    private static final int BLOCK = 1 << 16;
    private static final Path MEMORY = Path.of("The waveform");

    private Resampler() {}

    /**
     * Resamples and mixes down.
     *
     * @param waveform of any rate and number of channels
     * @param hertz the rate wanted, positive
     * @return one channel at that rate; without samples if there are too few (about a hundred) to resample
     * @throws AudioException if FFmpeg cannot do it, or the result is too long for one waveform
     */
    public static Waveform mono(Waveform waveform, int hertz) {
        if (hertz < 1) {
            throw new IllegalArgumentException("a sample rate is positive, got " + hertz + " Hz");
        }
        if (waveform.channels().length == 1 && waveform.sampleRate() == hertz) {
            return waveform;
        }
        Ffmpeg.load();
        List<Waveform> blocks = new ArrayList<>();
        AVFrame frame = av_frame_alloc();
        try {
            describe(frame, waveform);
            try (FfmpegResampler resampler = new FfmpegResampler(MEMORY, frame, hertz, true)) {
                for (long from = 0; from < waveform.length(); from += BLOCK) {
                    fill(frame, waveform, (int) from, (int) Math.min(BLOCK, waveform.length() - from));
                    blocks.add(new Waveform(resampler.convert(frame), hertz));
                }
                blocks.add(new Waveform(resampler.drain(), hertz));
            }
        } finally {
            av_frame_free(frame);
        }
        return Joined.of(MEMORY, blocks);
    }

    private static void describe(AVFrame frame, Waveform waveform) {
        frame.format(AV_SAMPLE_FMT_FLTP);
        frame.sample_rate(waveform.sampleRate());
        frame.nb_samples(BLOCK);
        av_channel_layout_default(frame.ch_layout(), waveform.channels().length);
        if (av_frame_get_buffer(frame, 0) < 0) {
            throw new AudioException(MEMORY + " cannot be resampled: FFmpeg makes no frame of "
                    + waveform.channels().length + " channels.");
        }
    }

    private static void fill(AVFrame frame, Waveform waveform, int from, int count) {
        for (int c = 0; c < waveform.channels().length; c++) {
            new FloatPointer(frame.extended_data(c)).put(waveform.channels()[c], from, count);
        }
        frame.nb_samples(count);
    }
}
