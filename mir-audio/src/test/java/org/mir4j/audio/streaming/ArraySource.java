// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

/** Samples at hand, given out in uneven portions. */
final class ArraySource implements SampleSource {

    private final float[] samples;
    private final int sampleRate;
    private final int portion;
    private int at;

    ArraySource(float[] samples, int sampleRate, int portion) {
        this.samples = samples;
        this.sampleRate = sampleRate;
        this.portion = portion;
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int read(float[] into, int from, int count) {
        if (at == samples.length) {
            return -1;
        }
        int got = Math.min(Math.min(count, portion), samples.length - at);
        System.arraycopy(samples, at, into, from, got);
        at += got;
        return got;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
