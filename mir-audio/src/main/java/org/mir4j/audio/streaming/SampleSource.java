// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

/** Where the samples of one channel come from, as fast as they are there. Not for use by several threads. */
public interface SampleSource extends AutoCloseable {

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
     * @throws org.mir4j.core.error.AudioException if there should be more but they cannot be read
     */
    int read(float[] into, int from, int count);

    /** Releases the file or the line. */
    @Override
    void close();
}
