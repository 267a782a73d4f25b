// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

/**
 * Bytes between two frames that are none of frames.
 *
 * @param bytes how many, with those of a frame whose header they begin with
 * @param joined whether the frames before and behind look as if they had followed each other
 * @param steady whether the frames around are of one size, or differ by a byte of padding
 * @param smallest bytes of a frame around
 */
record FrameDamage(long bytes, boolean joined, boolean steady, int smallest) {

    /** So many frames of one size may be a little beside their mean. */
    static final double ODD_BYTES = 4;

    /** Whether no number of frames such as those around has as many bytes, so that these took the place of none. */
    boolean isOdd() {
        long most = (long) ((bytes + ODD_BYTES) / smallest); // of the smallest frames
        return steady && most * (smallest + 1) + ODD_BYTES < bytes;
    }
}
