// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.window;

import java.util.Optional;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/**
 * Reads a file window by window, in memory that does not grow with the file's length. Not for use by several threads.
 */
public final class WindowReader implements AutoCloseable {

    private final AudioStream stream;
    private final WindowCutter cutter;
    private boolean ended;

    private WindowReader(AudioStream stream, WindowCutter cutter) {
        this.stream = stream;
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
        return new WindowReader(mono.open(), cutter);
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
            Optional<Waveform> block = stream.next();
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
        stream.close();
    }
}
