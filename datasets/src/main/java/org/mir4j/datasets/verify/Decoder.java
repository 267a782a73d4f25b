// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.verify;

import org.mir4j.core.dataset.Recording;

/** Tells whether a recording can be decoded to its end. This module knows no audio: who verifies brings it along. */
@FunctionalInterface
public interface Decoder {

    /**
     * Decodes a recording; may be called by several threads.
     *
     * @param recording where it lies; a channel of {@link Recording#ALL_CHANNELS} asks for none in particular
     * @throws org.mir4j.core.error.MirException if it cannot be decoded, or has no such stream or channel
     */
    void decode(Recording recording);
}
