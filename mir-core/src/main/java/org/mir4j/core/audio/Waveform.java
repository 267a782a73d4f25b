// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.audio;

import java.util.Arrays;

/**
 * Samples of one or more channels, planar: {@code channels[c][n]} is sample {@code n} of channel {@code c}, nominally
 * in [-1, 1].
 *
 * <p>The arrays are not copied: whoever makes a waveform hands them over.
 *
 * @param channels the samples, one array a channel, all of the same length; at least one channel
 * @param sampleRate in Hz, positive
 */
public record Waveform(float[][] channels, int sampleRate) {

    /** Refuses waveforms without channels, with channels of different lengths, or without a sample rate. */
    public Waveform {
        if (channels.length == 0) {
            throw new IllegalArgumentException("a waveform needs at least one channel, got none");
        }
        for (float[] channel : channels) {
            if (channel.length != channels[0].length) {
                throw new IllegalArgumentException("the channels of a waveform have the same length, got "
                        + channels[0].length + " and " + channel.length + " samples");
            }
        }
        if (sampleRate < 1) {
            throw new IllegalArgumentException("a sample rate is positive, got " + sampleRate + " Hz");
        }
    }

    /**
     * A waveform of one channel.
     *
     * @param samples the samples of the channel
     * @param sampleRate in Hz, positive
     * @return the waveform, which holds {@code samples} itself
     */
    public static Waveform mono(float[] samples, int sampleRate) {
        return new Waveform(new float[][] {samples}, sampleRate);
    }

    /**
     * How many samples each channel has.
     *
     * @return the length of the channels
     */
    public int length() {
        return channels[0].length;
    }

    /**
     * How long the waveform lasts.
     *
     * @return the duration in seconds
     */
    public double duration() {
        return (double) length() / sampleRate;
    }

    /** Whether another object has the same samples at the same rate. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Waveform waveform
                && sampleRate == waveform.sampleRate
                && Arrays.deepEquals(channels, waveform.channels);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(channels) + sampleRate;
    }
}
