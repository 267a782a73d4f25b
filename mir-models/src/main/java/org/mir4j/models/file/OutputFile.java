// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/**
 * A file that appears whole or not at all: what is written goes to a draft beside it, which takes its name in the end. A
 * link stays one; the file that it leads to is written.
 */
public final class OutputFile implements AutoCloseable {

    private final Path target;
    private final Path place; // the target, links resolved
    private final Path draft;
    private final boolean force;

    private OutputFile(Path target, Path place, Path draft, boolean force) {
        this.target = target;
        this.place = place;
        this.draft = draft;
        this.force = force;
    }

    /**
     * Makes the draft, so that a place that cannot be written to is known before any work is done.
     *
     * @param target the file to be
     * @param force whether a file that is there already may be replaced
     * @return the output, to be closed whether it was {@link #commit committed} or not
     * @throws ExistingFileException if the file is there, and may not be replaced
     * @throws MirException if it is no regular file, or cannot be written
     */
    public static OutputFile create(Path target, boolean force) {
        requireFile(target);
        if (Files.exists(target) && !force) {
            throw new ExistingFileException(target);
        }
        Path directory = target.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            throw new MirException(target + " cannot be written: there is no directory " + directory + ".");
        }
        try {
            Path place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
            Leftovers.sweep(place.getParent());
            Path draft = Files.createFile(WholeFile.draftOf(place));
            draft.toFile().deleteOnExit(); // for when the process is interrupted
            return new OutputFile(target, place, draft, force);
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    private static void requireFile(Path target) {
        if (target.toString().isEmpty()) {
            throw new MirException("The output has an empty name; name a file to write to.");
        }
        if (Files.isDirectory(target)) {
            throw new MirException(target + " is a directory; name a file to write to.");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new MirException(target + " is a device or a pipe; name a file to write to.");
        }
        if (Files.isSymbolicLink(target) && Files.notExists(target)) {
            throw new MirException(target + " is a link that leads nowhere; name the file to write to.");
        }
    }

    /**
     * What the draft becomes.
     *
     * @return the file as it was named
     */
    public Path target() {
        return target;
    }

    /**
     * Where to write to for now.
     *
     * @return an existing, empty file
     */
    public Path draft() {
        return draft;
    }

    /**
     * Gives the draft its name.
     *
     * @throws ExistingFileException if another program has written the file meanwhile, and it may not be replaced
     * @throws MirException if that fails
     */
    public void commit() {
        try {
            Disk.force(draft); // what it holds is on the disk before it has its name
            if (force) {
                Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
            } else {
                moveToFreePlace();
            }
            Disk.forceDirectory(place.getParent());
        } catch (FileAlreadyExistsException e) {
            throw new ExistingFileException(target);
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    /** A move looks first and renames then; only a new link to the draft fails for certain where there is a file. */
    private void moveToFreePlace() throws IOException {
        try {
            Files.createLink(place, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.move(draft, place); // not all file systems have links
        }
        Files.deleteIfExists(draft);
    }

    private static MirException cannotWrite(Path target, IOException e) {
        return new MirException(target + " cannot be written: " + Reason.of(e) + ".", e);
    }

    /** Removes a draft that was not committed. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException ignored) {
            // a left-over draft harms nobody, and must not hide what went wrong before
        }
    }
}
