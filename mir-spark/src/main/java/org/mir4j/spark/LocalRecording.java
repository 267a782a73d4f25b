// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;

/**
 * A recording that this machine can read, or why it cannot.
 *
 * @param name as the table has it
 * @param path of the file; null if there is none
 * @param copied whether the file is a copy, which goes when it is closed
 * @param failure null if the file is there
 */
record LocalRecording(String name, Path path, boolean copied, MirException failure) implements AutoCloseable {

    static LocalRecording failed(String name, MirException failure) {
        return new LocalRecording(name, null, false, failure);
    }

    /** The file. */
    Path require() {
        if (failure != null) {
            throw failure;
        }
        if (!copied && Files.isDirectory(path)) {
            throw new AudioException(name + " is a directory; expected a recording.");
        }
        return path;
    }

    /** A sentence that speaks of the recording by the table's name, and not by that of a copy. */
    String named(String sentence) {
        return path == null ? sentence : sentence.replace(path.toString(), name);
    }

    @Override
    public void close() {
        if (copied) {
            ScratchDirectory.delete(path);
        }
    }
}
