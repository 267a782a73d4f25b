// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.separation;

import java.util.List;

/**
 * The scores of every source in every frame of a track.
 *
 * @param sources {@code sources.get(j).get(t)}: source {@code j} in frame {@code t}; the sources in the order of the
 *     references
 */
public record FrameScores(List<List<SeparationScores>> sources) {

    /** Refuses sources with different numbers of frames. */
    public FrameScores {
        sources = sources.stream().map(List::copyOf).toList();
        for (List<SeparationScores> frames : sources) {
            if (frames.size() != sources.get(0).size()) {
                throw new IllegalArgumentException("all sources have the same frames, got "
                        + sources.get(0).size() + " and " + frames.size());
            }
        }
    }

    /**
     * The median over the frames: a track's score. The score of a data set is the median of these over its tracks.
     *
     * @return one entry a source; see {@link SeparationScores#median}
     */
    public List<SeparationScores> medians() {
        return sources.stream().map(SeparationScores::median).toList();
    }
}
