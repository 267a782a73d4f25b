// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.util.List;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/** Blocks of one sound, one after the other. */
final class Joined {

    /** As much as one array of Java's holds. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private Joined() {}

    /**
     * @param name of what the blocks are from, for messages
     * @param blocks at least one, of the same rate and number of channels
     * @throws AudioException if they are too long for one waveform
     */
    static Waveform of(Object name, List<Waveform> blocks) {
        Waveform first = blocks.get(0);
        long length = blocks.stream().mapToLong(Waveform::length).sum();
        if (length > LONGEST) {
            throw new AudioException(name + " has " + length + " samples per channel, and at most " + LONGEST
                    + " can be held at once; read a range of it, or block by block.");
        }
        float[][] channels = new float[first.channels().length][(int) length];
        int at = 0;
        for (Waveform block : blocks) {
            for (int c = 0; c < channels.length; c++) {
                System.arraycopy(block.channels()[c], 0, channels[c], at, block.length());
            }
            at += block.length();
        }
        return new Waveform(channels, first.sampleRate());
    }
}
