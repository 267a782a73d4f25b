// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.audio;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Samples of one or more channels, planar: {@code channels[c][n]} is sample {@code n} of channel {@code c}, nominally
 * in [-1, 1].
 *
 * <p>The arrays are not copied: whoever makes a waveform hands them over.
 *
 * @param channels the samples, one array per channel, all of the same length; at least one channel
 * @param sampleRate in Hz, positive
 */
public record Waveform(float[][] channels, int sampleRate) {

    private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

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

    /**
     * A stretch of it.
     *
     * @param from the first sample
     * @param to the sample after the last; from {@code from} to the length
     * @return a copy of these samples
     */
    public Waveform slice(int from, int to) {
        if (from < 0 || from > to || to > length()) {
            throw new IndexOutOfBoundsException("from " + from + " to " + to + " of " + length() + " samples");
        }
        return each(channel -> Arrays.copyOfRange(channel, from, to));
    }

    /**
     * The same at another length: cut at its end, or followed by silence.
     *
     * @param length in samples, 0 or more
     * @return a copy, or this if it is as long
     */
    public Waveform ofLength(int length) {
        return length == length() ? this : each(channel -> Arrays.copyOf(channel, length));
    }

    /**
     * The same, louder or softer.
     *
     * @param gain what each sample is multiplied with
     * @return the products, rounded to floats; this if the gain is 1
     */
    public Waveform scaled(float gain) {
        return gain == 1
                ? this
                : each(channel -> {
                    float[] scaled = new float[channel.length];
                    for (int n = 0; n < scaled.length; n++) {
                        scaled[n] = gain * channel[n];
                    }
                    return scaled;
                });
    }

    private Waveform each(UnaryOperator<float[]> change) {
        return new Waveform(Arrays.stream(channels).map(change).toArray(float[][]::new), sampleRate);
    }

    /**
     * The sum of this and others, added in double precision in their order and rounded once.
     *
     * @param others of the same rate, channels and length
     * @return the sum
     * @throws IllegalArgumentException if one has another rate, other channels or another length
     */
    public Waveform plus(List<Waveform> others) {
        return combined(1, others);
    }

    /**
     * What others leave of this, taken away in double precision in their order and rounded once.
     *
     * @param others of the same rate, channels and length
     * @return the difference
     * @throws IllegalArgumentException if one has another rate, other channels or another length
     */
    public Waveform minus(List<Waveform> others) {
        return combined(-1, others);
    }

    private Waveform combined(int sign, List<Waveform> others) {
        others.forEach(this::requireSameShape);
        float[][] rows = new float[channels.length][length()];
        for (int c = 0; c < rows.length; c++) {
            int channel = c;
            float[][] added =
                    others.stream().map(other -> other.channels[channel]).toArray(float[][]::new);
            for (int n = 0; n < rows[c].length; n++) {
                double sum = channels[c][n];
                for (float[] other : added) {
                    sum += sign * (double) other[n];
                }
                rows[c][n] = (float) sum;
            }
        }
        return new Waveform(rows, sampleRate);
    }

    private void requireSameShape(Waveform other) {
        if (!hasShapeOf(other)) {
            throw new IllegalArgumentException("waveforms of one shape are expected, got " + this + " and " + other);
        }
    }

    /**
     * Whether another waveform has the same rate, channels and length.
     *
     * @param other any
     * @return whether they can be added, or compared sample by sample
     */
    public boolean hasShapeOf(Waveform other) {
        return sampleRate == other.sampleRate && channels.length == other.channels.length && length() == other.length();
    }

    /**
     * The mean of all channels.
     *
     * @return one channel: the sum of all, each divided by their number; this if there is but one
     */
    public Waveform mixedDown() {
        if (channels.length == 1) {
            return this;
        }
        float[] mean = new float[length()];
        for (float[] channel : channels) {
            for (int n = 0; n < mean.length; n++) {
                mean[n] += channel[n] / channels.length;
            }
        }
        return mono(mean, sampleRate);
    }

    /**
     * How far the samples are from 0 at most.
     *
     * @return a magnitude; 0 without samples, and NaN if one of them is
     */
    public float peak() {
        int largest = 0;
        for (float[] channel : channels) {
            largest = Math.max(largest, largestMagnitude(channel));
        }
        return Float.intBitsToFloat(largest);
    }

    /** As bits, whose order is that of the magnitudes: infinity above all numbers, and what is no number above that. */
    private static int largestMagnitude(float[] samples) {
        int largest = 0;
        for (float sample : samples) {
            int magnitude = Float.floatToRawIntBits(sample) & Integer.MAX_VALUE;
            if (magnitude > largest) {
                largest = magnitude;
            }
        }
        return largest;
    }

    /**
     * A sample.
     *
     * @param channel counted from 0
     * @param index counted from 0
     * @param value of the sample
     */
    public record Sample(int channel, int index, float value) {}

    /**
     * Looks for a sample that is infinite or not a number.
     *
     * @return the first of them, channel after channel; empty if all are finite
     */
    public Optional<Sample> notFinite() {
        for (int c = 0; c < channels.length; c++) {
            if (largestMagnitude(channels[c]) < INFINITY) {
                continue;
            }
            for (int n = 0; n < channels[c].length; n++) {
                if (!Float.isFinite(channels[c][n])) {
                    return Optional.of(new Sample(c, n, channels[c][n]));
                }
            }
        }
        return Optional.empty();
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

    /** Its shape, for messages: for example {@code 2 channels of 44100 samples at 44100 Hz}. */
    @Override
    public String toString() {
        return channels.length + (channels.length == 1 ? " channel" : " channels") + " of " + length() + " samples at "
                + sampleRate + " Hz";
    }
}
