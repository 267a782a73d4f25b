package org.mir4j.core.metric.separation;

import java.util.Arrays;
import org.mir4j.core.signal.Spectrum;

/** Stretches of signals with zeros around them. */
final class Segment {

    private Segment() {}

    /**
     * Fills {@code target} with the samples from {@code start} on, where {@code start} may be negative; samples outside
     * of {@code [from, to)} are read as zeros.
     */
    static void read(float[] signal, int start, int from, int to, double[] target) {
        int first = Math.min(Math.max(from - start, 0), target.length);
        int last = Math.max(Math.min(to - start, target.length), first);
        Arrays.fill(target, 0, first, 0);
        for (int k = first; k < last; k++) {
            target[k] = signal[start + k];
        }
        Arrays.fill(target, last, target.length, 0);
    }

    /**
     * Reads two consecutive blocks from {@code start} on, each with {@code margin} more samples on both sides, and
     * zeros after them: one block as the real, one as the imaginary part.
     */
    static void readPair(float[] signal, int start, int block, int margin, Spectrum target) {
        readBlock(signal, start, block, margin, target.re());
        readBlock(signal, start + block, block, margin, target.im());
    }

    private static void readBlock(float[] signal, int start, int block, int margin, double[] target) {
        int end = Math.min(start + block + margin, signal.length);
        read(signal, start - margin, Math.max(start - margin, 0), end, target);
    }
}
