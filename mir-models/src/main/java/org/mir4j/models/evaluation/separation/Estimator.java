// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.separation;

import org.mir4j.core.dataset.StemTrack;

/** Where estimates of a song's stems come from. */
public interface Estimator {

    /**
     * Estimates stems; called from several threads, each with its own song and files. The memory it needs does not grow
     * with the song.
     *
     * @param track the song
     * @param song its samples; only ideal estimators look at the true stems
     * @param files room for estimates; they go with the song
     * @return the estimates
     * @throws org.mir4j.core.error.MirException if there are none for this song
     */
    Estimates estimate(StemTrack track, SongSignals song, SignalFiles files);
}
