// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import org.mir4j.audio.io.AudioNotice;

/** Is told how the separation of a song goes on, on the thread that separates. */
public interface SeparationListener {

    /**
     * A block is done.
     *
     * @param seconds of the song that are done
     * @param part of it that is done, 0 to 1; 0 where the length of the song is not known
     */
    default void progressed(double seconds, double part) {}

    /**
     * There is something to say of the song's file although it can be read.
     *
     * @param notice what
     */
    default void noticed(AudioNotice notice) {}
}
