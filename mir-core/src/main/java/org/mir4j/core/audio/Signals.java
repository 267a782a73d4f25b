// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.audio;

import java.util.Arrays;
import java.util.List;

/** The signals that {@link Signal} makes. */
final class Signals {

    private Signals() {}

    /** A signal that lies in arrays. */
    record InMemory(float[][] samples) implements Signal {

        InMemory {
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

    /** The sum of signals of one shape, in single precision. */
    record Sum(List<Signal> parts) implements Signal {

        Sum {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("a sum has at least one signal, got none");
            }
            for (Signal part : parts) {
                if (part.channels() != parts.get(0).channels()
                        || part.length() != parts.get(0).length()) {
                    throw new IllegalArgumentException("signals that are added have one shape, got "
                            + parts.get(0).channels() + " x " + parts.get(0).length() + " and " + part.channels()
                            + " x "
                            + part.length() + " samples");
                }
            }
        }

        @Override
        public int channels() {
            return parts.get(0).channels();
        }

        @Override
        public long length() {
            return parts.get(0).length();
        }

        @Override
        public void read(int channel, long start, float[] target, int count) {
            parts.get(0).read(channel, start, target, count);
            float[] other = new float[count];
            for (Signal part : parts.subList(1, parts.size())) {
                part.read(channel, start, other, count);
                for (int n = 0; n < count; n++) {
                    target[n] += other[n];
                }
            }
        }
    }

    /** Zeros of a shape. */
    record Silence(int channels, long length) implements Signal {

        @Override
        public void read(int channel, long start, float[] target, int count) {
            Arrays.fill(target, 0, count, 0);
        }
    }
}
