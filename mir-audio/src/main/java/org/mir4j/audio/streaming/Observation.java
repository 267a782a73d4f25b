// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import java.util.OptionalDouble;

/**
 * What was found in one block.
 *
 * @param time of the middle of the block, in seconds from the beginning
 * @param levelDb the root mean square of the samples in dB, 0 for full scale, at least {@link #SILENCE_DB}
 * @param pitchHertz the fundamental frequency in Hz; empty where there is none
 * @param pitchConfidence how periodic the block is, from 0 to 1; 0 where there is no pitch
 * @param onset whether a note or a beat begins nearer to the middle of this block than of any other
 */
public record Observation(
        double time, double levelDb, OptionalDouble pitchHertz, double pitchConfidence, boolean onset) {

    /** The level of digital silence, and the lowest there is. */
    public static final double SILENCE_DB = -120;

    Observation withOnset() {
        return new Observation(time, levelDb, pitchHertz, pitchConfidence, true);
    }
}
