// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.Arrays;
import org.mir4j.core.audio.Signal;
import org.mir4j.core.fourier.Spectrum;

/**
 * One channel of a signal.
 *
 * @param signal of one or more channels
 * @param index which of them
 * @param peak the largest magnitude of a sample
 */
record Channel(Signal signal, int index, float peak) {

    long length() {
        return signal.length();
    }

    void read(long start, float[] target, int count) {
        signal.read(index, start, target, count);
    }

    /** Reads stretches of signals with zeros around them; an instance owns its scratch memory. */
    static final class Reader {

        private final float[] samples;

        /**
         * @param longest how many samples are read at once, at most
         */
        Reader(int longest) {
            samples = new float[longest];
        }

        /**
         * Fills {@code target} with the samples from {@code start} on, where {@code start} may be negative; samples outside
         * of {@code [from, to)} are read as zeros.
         */
        void read(Channel channel, long start, long from, long to, double[] target) {
            int first = (int) Math.min(Math.max(from - start, 0), target.length);
            int last = (int) Math.max(Math.min(to - start, target.length), first);
            Arrays.fill(target, 0, first, 0);
            if (first < last) {
                channel.read(start + first, samples, last - first);
                for (int k = first; k < last; k++) {
                    target[k] = samples[k - first];
                }
            }
            Arrays.fill(target, last, target.length, 0);
        }

        /**
         * Reads two consecutive blocks from {@code start} on, each with {@code margin} more samples on both sides, and
         * zeros after them: one block as the real, one as the imaginary part.
         */
        void readPair(Channel channel, long start, int block, int margin, Spectrum target) {
            readBlock(channel, start, block, margin, target.re());
            readBlock(channel, start + block, block, margin, target.im());
        }

        private void readBlock(Channel channel, long start, int block, int margin, double[] target) {
            long end = Math.min(start + block + margin, channel.length());
            read(channel, start - margin, Math.max(start - margin, 0), end, target);
        }
    }
}
