// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that this process has open, on Linux. */
public final class OpenFiles {

    private OpenFiles() {}

    /** Those at or below a path: a count of all of them would change with what other threads open and close. */
    public static List<String> below(Path path) throws IOException {
        Path real = path.toRealPath();
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> handles = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path handle : handles) {
                try {
                    Path file = Files.readSymbolicLink(handle);
                    if (file.startsWith(real)) {
                        files.add(file.toString());
                    }
                } catch (NoSuchFileException closedMeanwhile) {
                    // as the listing's own
                }
            }
        }
        return files;
    }
}
