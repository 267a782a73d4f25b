// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.nio.file.Path;
import java.util.Map;

/** A picture of a song and its stems, which appears with them or not at all. */
public interface Illustration {

    /** Of its file. */
    String EXTENSION = "png";

    /**
     * How its file is called, which lies where a stem of that name would.
     *
     * @return a name without a folder and without its extension
     */
    String name();

    /**
     * Draws it.
     *
     * @param seconds how long the song is, or the part of it
     * @param stems by name: a WAV of floats each, as loud as in the song, which goes afterwards
     * @param file to write
     * @throws org.mir4j.core.error.MirException if that fails
     */
    void draw(double seconds, Map<String, Path> stems, Path file);
}
