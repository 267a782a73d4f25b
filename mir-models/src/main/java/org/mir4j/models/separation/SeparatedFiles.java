// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.nio.file.Path;
import java.util.List;

/**
 * What was written of a song.
 *
 * @param files the stems in order, then their illustration if there is one
 * @param gain of all stems
 */
public record SeparatedFiles(List<Path> files, CommonGain gain) {

    /** Keeps a copy of the list. */
    public SeparatedFiles {
        files = List.copyOf(files);
    }
}
