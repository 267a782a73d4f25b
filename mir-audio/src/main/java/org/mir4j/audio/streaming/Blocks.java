// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import java.util.Arrays;

/** Overlapping blocks of a source, each around its time, the first around 0; zeros stand before and after. */
final class Blocks {

    private final SampleSource source;
    private final int hop;
    private final float[] samples;
    private long middle; // the position of the middle sample
    private long read;
    private boolean begun;
    private boolean ended;

    Blocks(SampleSource source, int size, int hop) {
        this.source = source;
        this.hop = hop;
        samples = new float[size];
    }

    /** Goes to the next block, unless its middle lies behind the end. */
    boolean next() {
        int kept = samples.length / 2;
        if (begun) {
            kept = samples.length - hop;
            System.arraycopy(samples, hop, samples, 0, kept);
            middle += hop;
        }
        begun = true;
        fill(kept);
        return middle < read;
    }

    private void fill(int from) {
        int at = from;
        while (at < samples.length && !ended) {
            int got = source.read(samples, at, samples.length - at);
            ended = got < 0;
            at += Math.max(0, got);
        }
        read += at - from;
        Arrays.fill(samples, at, samples.length, 0);
    }

    /** The block; the same array every time. */
    float[] samples() {
        return samples;
    }

    /** How many of the samples are from the source. */
    int recorded() {
        int half = samples.length / 2;
        return (int) (Math.min(read, middle + half) - Math.max(0, middle - half));
    }

    /** The position of the block's middle. */
    long middle() {
        return middle;
    }
}
