// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

/**
 * The header of one frame of a stream that is nothing but frames.
 *
 * @param size of the frame with its header, in bytes
 * @param samples that it stands for, of each channel
 * @param sampleRate in Hz
 * @param kind what the headers of all frames of a stream have in common
 */
record FrameHeader(int size, int samples, int sampleRate, int kind) {

    double seconds() {
        return (double) samples / sampleRate;
    }
}
