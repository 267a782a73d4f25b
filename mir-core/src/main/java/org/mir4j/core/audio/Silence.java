// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.audio;

import java.util.Arrays;

/** Zeros of a shape. */
record Silence(int channels, long length) implements Signal {

    @Override
    public void read(int channel, long start, float[] target, int count) {
        Arrays.fill(target, 0, count, 0);
    }
}
