// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.window;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.audio.io.Resampler;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/**
 * Reads a recording window by window: a file, in memory that does not grow with its length, or samples that are in memory.
 * Not for use by several threads.
 */
public final class WindowReader implements AutoCloseable {

    private final Supplier<Optional<Waveform>> blocks;
    private final Runnable closing;
    private final double expectedSeconds;
    private final WindowCutter cutter;
    private boolean ended;

    private WindowReader(
            Supplier<Optional<Waveform>> blocks, Runnable closing, double expectedSeconds, WindowCutter cutter) {
        this.blocks = blocks;
        this.closing = closing;
        this.expectedSeconds = expectedSeconds;
        this.cutter = cutter;
    }

    /**
     * Opens a file. Windows that are spread need the file's exact length, for which it is decoded once more;
     * that ends when the thread is interrupted.
     *
     * @param reader the file, its rate and range; it is read in mono
     * @param length of a window, in samples at the reader's rate
     * @param windowing where the windows start
     * @param shortClips what a window is filled with if the file is shorter
     * @return the open reader
     * @throws AudioException if the file cannot be read
     */
    public static WindowReader open(AudioReader reader, int length, Windowing windowing, ShortClips shortClips) {
        AudioReader mono = reader.mono();
        WindowCutter cutter =
                WindowCutter.of(length, windowing, shortClips, () -> countSamples(mono.notices(notice -> {})));
        AudioStream stream = mono.open();
        double left = stream.info().declaredDuration().orElse(0) - reader.start();
        return new WindowReader(stream::next, stream::close, Math.min(reader.duration(), left), cutter);
    }

    /**
     * Cuts samples that are in memory, as those of a file with the same samples are.
     *
     * @param samples of any rate and number of channels; all finite
     * @param hertz the rate of the windows
     * @param length of a window, in samples at that rate
     * @param windowing where the windows start
     * @param shortClips what a window is filled with if the samples are fewer
     * @return the reader
     * @throws AudioException if there is no sample, one is not finite, or there are too few to resample
     */
    public static WindowReader of(Waveform samples, int hertz, int length, Windowing windowing, ShortClips shortClips) {
        requireSamples(samples);
        Waveform mono = Resampler.mono(samples, hertz);
        if (mono.length() == 0) {
            throw new AudioException("The waveform is too short to be resampled from " + samples.sampleRate() + " to "
                    + hertz + " Hz: it has " + samples.length() + (samples.length() == 1 ? " sample." : " samples."));
        }
        float[] all = mono.channels()[0];
        int[] given = {0};
        Supplier<Optional<Waveform>> blocks = () -> {
            int from = given[0];
            given[0] = from + Math.min(length, all.length - from);
            return from == given[0]
                    ? Optional.empty()
                    : Optional.of(Waveform.mono(Arrays.copyOfRange(all, from, given[0]), hertz));
        };
        WindowCutter cutter = WindowCutter.of(length, windowing, shortClips, () -> all.length);
        return new WindowReader(blocks, () -> {}, mono.duration(), cutter);
    }

    private static void requireSamples(Waveform samples) {
        if (samples.length() == 0) {
            throw new AudioException("The waveform has no samples; expected at least one.");
        }
        for (int c = 0; c < samples.channels().length; c++) {
            for (int n = 0; n < samples.length(); n++) {
                if (!Float.isFinite(samples.channels()[c][n])) {
                    throw new AudioException(String.format(
                            Locale.ROOT,
                            "The waveform holds a sample that is not finite (%s in channel %d at %.2f s); expected"
                                    + " numbers, nominally from -1 to 1.",
                            samples.channels()[c][n],
                            c + 1,
                            (double) n / samples.sampleRate()));
                }
            }
        }
    }

    private static long countSamples(AudioReader reader) {
        long samples = 0;
        try (AudioStream stream = reader.open()) {
            for (var block = stream.next(); block.isPresent(); block = stream.next()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new AudioException("The reading of " + reader.file() + " was interrupted.");
                }
                samples += block.get().length();
            }
        }
        return samples;
    }

    /**
     * The next window.
     *
     * @return the window, as long as was asked for, at the reader's rate; empty after the last
     * @throws AudioException if the rest of the file cannot be read
     */
    public Optional<AudioWindow> next() {
        AudioWindow window = cutter.poll();
        while (window == null && !ended) {
            Optional<Waveform> block = blocks.get();
            if (block.isPresent()) {
                cutter.push(block.get().channels()[0]);
            } else {
                cutter.finish();
                ended = true;
            }
            window = cutter.poll();
        }
        return Optional.ofNullable(window);
    }

    /**
     * How long the recording is expected to be, or the part of it that is read.
     *
     * @return in seconds; 0 or less, or infinite, where that is not known
     */
    public double expectedSeconds() {
        return expectedSeconds;
    }

    /**
     * How many samples have been read so far; after the last window, the length of the recording.
     *
     * @return a number of samples at the reader's rate
     */
    public long samples() {
        return cutter.position();
    }

    /** Releases the file. */
    @Override
    public void close() {
        closing.run();
    }
}
