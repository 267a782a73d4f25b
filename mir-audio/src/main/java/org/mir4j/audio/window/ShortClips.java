// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.window;

/** What a model receives where a recording is shorter than its window. */
public enum ShortClips {
    /** Silence after the recording, treated like any other sound: the protocol of most published models. */
    PADDING,
    /** The recording again and again until the window is full. */
    LOOPING,
    /**
     * Silence after the recording, whose frames are masked: layers over time and pooling leave them out. Convolutions
     * still see the silence as far as their kernels reach.
     */
    MASKING
}
