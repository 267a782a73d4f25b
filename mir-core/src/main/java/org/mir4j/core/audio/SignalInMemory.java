// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.audio;

/** A signal that lies in arrays. */
record SignalInMemory(float[][] samples) implements Signal {

    SignalInMemory {
        if (samples.length == 0) {
            throw new IllegalArgumentException("a signal has at least one channel, got none");
        }
        for (float[] channel : samples) {
            if (channel.length != samples[0].length) {
                throw new IllegalArgumentException("the channels of a signal have the same length, got "
                        + samples[0].length + " and " + channel.length + " samples");
            }
        }
    }

    @Override
    public int channels() {
        return samples.length;
    }

    @Override
    public long length() {
        return samples[0].length;
    }

    @Override
    public void read(int channel, long start, float[] target, int count) {
        System.arraycopy(samples[channel], Math.toIntExact(start), target, 0, count);
    }
}
