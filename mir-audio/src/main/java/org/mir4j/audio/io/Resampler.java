// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.util.ArrayList;
import java.util.List;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/** Brings samples in memory to another rate and to one channel, exactly as {@link AudioReader} does with a file's. */
public final class Resampler {

    private static final String NAME = "The waveform";

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
        List<Waveform> blocks = new ArrayList<>();
        int channels = waveform.channels().length;
        try (FloatFrame frame = new FloatFrame(NAME, waveform.sampleRate(), channels);
                FfmpegResampler resampler = new FfmpegResampler(NAME, frame.frame(), hertz, true)) {
            for (long from = 0; from < waveform.length(); from += FloatFrame.CAPACITY) {
                int count = (int) Math.min(FloatFrame.CAPACITY, waveform.length() - from);
                blocks.add(new Waveform(resampler.convert(frame.of(waveform.channels(), (int) from, count)), hertz));
            }
            blocks.add(new Waveform(resampler.drain(), hertz));
        }
        return Joined.of(NAME, blocks);
    }
}
