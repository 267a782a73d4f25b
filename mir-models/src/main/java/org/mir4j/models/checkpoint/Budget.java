// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import org.mir4j.core.error.ModelException;

/**
 * How much memory what a file describes may take, apart from its numbers. A few bytes of a pickle can stand for an
 * object of a hundred, and for a walk over millions.
 */
final class Budget {

    /** What any object takes at the most, its place in a collection included. */
    static final int OBJECT = 128;

    /** Room for two million objects: about forty thousand tensors, or two million numbers of a history. */
    static final long OBJECTS = 1L << 28;

    /** Room for the names of two hundred thousand tensors. */
    static final long NAMES = 1L << 25;

    private final long bytes;
    private long left;

    /**
     * @param bytes how many there are
     */
    Budget(long bytes) {
        this.bytes = bytes;
        left = bytes;
    }

    /** Takes some; refuses the file if there is not so much. */
    void take(long some) {
        left -= some;
        if (left < 0) {
            throw new ModelException("what it describes besides its numbers takes more than " + (bytes >> 20)
                    + " MB, which no file of weights needs");
        }
    }
}
