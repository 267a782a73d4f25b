// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.audio;

import java.util.List;

/**
 * Samples of one or more channels that are read piece by piece, wherever they lie: in memory, on disk, or in the sum of
 * other signals. What works on signals needs no more memory for long ones than for short ones.
 *
 * <p>A signal does not change while it is read. Not for use by several threads, unless a class says so.
 */
public interface Signal {

    /**
     * How many channels it has.
     *
     * @return at least one
     */
    int channels();

    /**
     * How long each channel is.
     *
     * @return in samples
     */
    long length();

    /**
     * Reads a piece of a channel.
     *
     * @param channel counted from 0
     * @param start the first sample of the piece, from 0
     * @param target takes the piece, from its own beginning on
     * @param count how many samples; the piece ends within the signal
     * @throws org.mir4j.core.error.MirException if samples that lie elsewhere cannot be had
     */
    void read(int channel, long start, float[] target, int count);

    /**
     * Samples in memory; may be read by several threads.
     *
     * @param channels {@code [channel][sample]}, all channels of one length; not copied
     * @return the signal
     * @throws IllegalArgumentException if there are no channels or their lengths differ
     */
    static Signal of(float[][] channels) {
        return new Signals.InMemory(channels);
    }

    /**
     * The sum of signals, added in their order in single precision, whenever it is read.
     *
     * @param parts of one shape; at least one
     * @return the signal
     * @throws IllegalArgumentException if there are none or their shapes differ
     */
    static Signal sum(List<Signal> parts) {
        return parts.size() == 1 ? parts.get(0) : new Signals.Sum(parts);
    }

    /**
     * Zeros.
     *
     * @param channels how many channels
     * @param length how many samples
     * @return the signal
     */
    static Signal silence(int channels, long length) {
        return new Signals.Silence(channels, length);
    }
}
