// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What processes left that were killed while they wrote: drafts of models, downloads, features, stems and runs. Nothing
 * else is touched, whatever it is called.
 */
public final class Leftovers {

    private Leftovers() {}

    /**
     * Deletes the drafts of dead processes: those of this machine that nobody has written to for 10 minutes, for a process
     * may be alive that cannot be seen, and those of other machines after a day. One that cannot be deleted stays.
     *
     * @param directory in which they may lie
     */
    public static void sweep(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(Draft::is).toList().forEach(Leftovers::deleteIfAbandoned);
        } catch (IOException | UncheckedIOException ignored) {
            // they only take room
        }
    }

    private static void deleteIfAbandoned(Path draft) {
        try {
            if (Draft.isAbandoned(draft)) {
                delete(draft);
            }
        } catch (IOException ignored) {
            // it only takes room, and another process may sweep at the same time
        }
    }

    /**
     * Deletes a file, or a directory with all that is in it.
     *
     * @param draft that may be there
     * @throws IOException if it cannot be deleted
     */
    public static void delete(Path draft) throws IOException {
        if (Files.notExists(draft)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(draft)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause(); // the stream cannot throw it otherwise
        }
    }
}
