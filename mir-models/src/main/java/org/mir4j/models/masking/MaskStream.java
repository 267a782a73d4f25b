// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;

/**
 * The masks of a song whose frames come piece by piece: they are those of the whole song, wherever it is cut, and come as
 * late as the network looks ahead. For inference, and for one thread at a time.
 */
public interface MaskStream extends AutoCloseable {

    /**
     * Takes the next frames.
     *
     * @param magnitudes {@code (1, C, F, T)}, at least one frame
     * @param last whether the song ends with them
     * @return {@code (1, S, C, F, T')} for the next frames that have no masks yet, attached where the magnitudes are; null
     *     if there are none
     */
    NDArray push(NDArray magnitudes, boolean last);

    /** Releases what is remembered of the frames before. */
    @Override
    void close();
}
