// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.separation;

import org.mir4j.core.signal.Signal;

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
}
