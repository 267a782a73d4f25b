// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

/**
 * How far the work on a recording is.
 *
 * @param recording its file, as it was given, or a name
 * @param seconds of it that are done
 * @param part of it that is done, from 0 to 1; 0 where nobody knows how long it is
 */
public record Progress(String recording, double seconds, double part) {

    /**
     * Progress in a recording whose length is known, or not.
     *
     * @param recording its file, or a name
     * @param seconds of it that are done
     * @param length of it in seconds, or of what is read of it; 0 or less, or infinite, if that is not known
     * @return the progress
     */
    public static Progress of(String recording, double seconds, double length) {
        return new Progress(recording, seconds, length > 0 ? Math.min(1, seconds / length) : 0);
    }
}
