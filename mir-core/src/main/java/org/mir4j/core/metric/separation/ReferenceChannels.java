// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.separation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The channels of all references without repetitions: a silent channel, or one that is the same as another (a voice in
 * the middle of stereo), adds nothing to a projection but makes its equations singular.
 *
 * @param channels the different channels
 * @param bySource which of them each source has
 */
record ReferenceChannels(List<Channel> channels, int[][] bySource) {

    int[] all() {
        return IntStream.range(0, channels.size()).toArray();
    }
}
