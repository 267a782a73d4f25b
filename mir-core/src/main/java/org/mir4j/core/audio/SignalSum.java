// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.audio;

import java.util.List;

/** The sum of signals of one shape, in single precision. */
record SignalSum(List<Signal> parts) implements Signal {

    SignalSum {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a sum has at least one signal, got none");
        }
        for (Signal part : parts) {
            if (part.channels() != parts.get(0).channels()
                    || part.length() != parts.get(0).length()) {
                throw new IllegalArgumentException("signals that are added have one shape, got "
                        + parts.get(0).channels() + " x " + parts.get(0).length() + " and " + part.channels() + " x "
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
