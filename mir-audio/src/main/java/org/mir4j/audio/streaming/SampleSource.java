// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.error.AudioException;

/** Where the samples of one channel come from, as fast as they are there. Not for use by several threads. */
public interface SampleSource extends AutoCloseable {

    /**
     * Opens a file, whose channels are mixed down to one.
     *
     * @param reader the file, its range and rate
     * @return the open source
     * @throws AudioException if the file cannot be read
     */
    static SampleSource file(AudioReader reader) {
        return FileSource.open(reader);
    }

    /**
     * Starts to record from the computer's microphone, or whatever is set as its recording line, in one channel of 16
     * bits.
     *
     * @param sampleRate in Hz
     * @param seconds when to stop; infinite to go on until the source is closed, which another thread may do
     * @return the running source
     * @throws AudioException if there is no microphone, or it cannot record at this rate
     */
    static SampleSource microphone(int sampleRate, double seconds) {
        return MicrophoneSource.open(sampleRate, seconds);
    }

    /**
     * The rate of the samples.
     *
     * @return in Hz
     */
    int sampleRate();

    /**
     * Waits for samples.
     *
     * @param into where to put them, nominally in [-1, 1]
     * @param from the first place in {@code into}
     * @param count how many at most, at least one
     * @return how many there were, or -1 at the end
     * @throws AudioException if there should be more but they cannot be read
     */
    int read(float[] into, int from, int count);

    /** Releases the file or the line. */
    @Override
    void close();
}
