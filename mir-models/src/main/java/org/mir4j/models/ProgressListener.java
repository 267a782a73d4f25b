// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import org.mir4j.audio.io.AudioNotice;

/**
 * Is told how the tagging or separation of recordings goes on, on the thread that asked for it. To give the work up, that
 * thread is interrupted, by whomever: it ends at once with a {@link org.mir4j.core.error.MirException}, leaves no file
 * behind, and stays interrupted.
 */
public interface ProgressListener {

    /**
     * A further part of a recording is done.
     *
     * @param progress which recording, and how far
     */
    default void progressed(Progress progress) {}

    /**
     * There is something to say of a recording although it can be read. Of a recording that is tagged, all is said when it
     * is done.
     *
     * @param notice what
     */
    default void noticed(AudioNotice notice) {}

    /**
     * For those who want to know nothing.
     *
     * @return one that does nothing
     */
    static ProgressListener none() {
        return new ProgressListener() {};
    }
}
