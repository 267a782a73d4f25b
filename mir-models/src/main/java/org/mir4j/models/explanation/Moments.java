// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import org.mir4j.models.network.EncoderSettings;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.network.NetworkSettings.PoolingLevel;
import org.mir4j.models.network.PoolingSettings;

/** What a network itself says of when a tag holds. */
@SuppressWarnings("exports") // networks are inside of this module
public enum Moments {
    /** The tag's score in each frame, from 0 to 1, of networks that pool scores. */
    FRAME_SCORES,
    /**
     * How much each frame counts in what is pooled, of networks whose pooling is learned: 1 for as much as all, 2 for
     * twice that. Weights that differ from feature to feature are averaged.
     */
    FRAME_WEIGHTS,
    /** Nothing: the network knows one score a window, and only the scores of overlapping windows tell moments apart. */
    WINDOWS;

    /**
     * What networks of some architecture say.
     *
     * @param network the architecture
     * @return the most telling of what they say
     */
    public static Moments of(NetworkSettings network) {
        // patches are places in time and frequency, and not frames
        boolean frames = !(network.encoder() instanceof EncoderSettings.Patches);
        if (frames && network.level() == PoolingLevel.SCORES) {
            return FRAME_SCORES;
        }
        return frames && isLearned(network.pooling()) ? FRAME_WEIGHTS : WINDOWS;
    }

    private static boolean isLearned(PoolingSettings pooling) {
        return !(pooling instanceof PoolingSettings.Mean
                || pooling instanceof PoolingSettings.Max
                || pooling instanceof PoolingSettings.MaxMean
                || pooling instanceof PoolingSettings.Last
                || pooling instanceof PoolingSettings.ClassToken);
    }
}
