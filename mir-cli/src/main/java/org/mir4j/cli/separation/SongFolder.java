package org.mir4j.cli.separation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/** A folder that is made, with those above it, and goes again if nothing has come into it. */
final class SongFolder implements AutoCloseable {

    private final Deque<Path> made = new ArrayDeque<>(); // the deepest first

    /**
     * Makes the folders that are not there.
     *
     * @throws MirException if that fails
     */
    SongFolder(Path folder) {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path path = folder.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
            missing.push(path);
        }
        try {
            for (Path path : missing) {
                Files.createDirectory(path);
                made.push(path);
                path.toFile().deleteOnExit(); // for when the process is interrupted; full ones stay
            }
        } catch (IOException e) {
            close();
            throw new MirException("The folder " + folder + " cannot be made: " + Reason.of(e) + ".", e);
        }
        if (!Files.isDirectory(folder)) {
            throw new MirException(folder + " is a file, and the stems would go to a folder of that name; move it, or"
                    + " choose another -o.");
        }
    }

    @Override
    public void close() {
        try {
            for (Path path : made) {
                Files.deleteIfExists(path);
            }
        } catch (IOException ignored) {
            // there is something in it
        }
    }
}
