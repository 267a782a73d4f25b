// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import java.io.File;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.mir4j.core.error.ExistingFileException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/**
 * A file that appears whole or not at all: what is written goes to a draft beside it, which takes its name in the end. A
 * power cut leaves the old file or the new one: what the draft holds is on the disk before it takes the name, and the name
 * is, too, before anything else is done.
 *
 * <p>{@link #write} is for files that a program keeps for itself. {@link #create} is for those that a person has named: it
 * replaces only what may be replaced, and a link stays one, while the file that it leads to is written.
 */
public final class AtomicFile implements AutoCloseable {

    private static final boolean IS_WINDOWS = File.separatorChar == '\\';
    private static final int ATTEMPTS = 20;
    private static final long PAUSE = 50_000_000; // ns

    /** What a file is to hold. */
    public interface Content {

        /**
         * Writes it.
         *
         * @param draft a file that is not there yet
         * @throws IOException if that fails
         */
        void writeTo(Path draft) throws IOException;
    }

    private final Path target;
    private final Path place; // the target, links resolved
    private final Path draft;
    private final boolean replaces;
    private final ShutdownGuard guard;
    private final boolean ownsGuard;

    private AtomicFile(Path target, Path place, boolean replaces, ShutdownGuard guard, boolean ownsGuard) {
        this.target = target;
        this.place = place;
        this.draft = draftOf(place);
        this.replaces = replaces;
        this.guard = guard;
        this.ownsGuard = ownsGuard;
    }

    /**
     * Writes a file, or replaces one. If that fails, what was there before is still whole.
     *
     * @param file in a directory that is there
     * @param content what it is to hold
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Content content) throws IOException {
        Path draft = draftOf(file);
        try {
            content.writeTo(draft);
            replace(draft, file);
        } finally {
            deleteQuietly(draft);
        }
    }

    /**
     * A name for a draft beside a file, which tells whose it is: what a process leaves that is killed can be swept. It is
     * none of the system's temporary files, which are private: others may read what a person writes.
     *
     * @param file that the draft will become
     * @return a file that is not there
     */
    public static Path draftOf(Path file) {
        return StaleDrafts.beside(file);
    }

    /**
     * Gives a draft the name of a file, which is replaced if it is there. Windows replaces no file that somebody has open:
     * there it is tried again for a second, since most are open for a moment only.
     *
     * @param draft that is written and closed
     * @param file beside it
     * @throws IOException if that fails; then the file is as it was
     */
    public static void replace(Path draft, Path file) throws IOException {
        force(draft, StandardOpenOption.WRITE);
        move(draft, file);
        forceDirectory(file.toAbsolutePath().getParent());
    }

    private static void move(Path draft, Path file) throws IOException {
        for (int attempt = 1; true; attempt++) {
            try {
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException e) {
                if (!IS_WINDOWS || attempt == ATTEMPTS || Files.notExists(draft)) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /**
     * Waits until the names in a directory are on the disk, where the operating system allows that. Windows does not: it
     * refuses to open a directory, and keeps names in a journal of its own.
     *
     * @param directory in which a file was made, renamed or deleted
     */
    public static void forceDirectory(Path directory) {
        try {
            force(directory, StandardOpenOption.READ);
        } catch (IOException ignored) {
            // the file has its name, whether or not it would keep it in a power cut
        }
    }

    /** An interrupt would close the channel, and what was done would be lost: it is kept for later. */
    private static void force(Path path, OpenOption option) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(path, option)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                } catch (UnsupportedOperationException e) {
                    return; // a file system without a disk
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Makes the draft, so that a place that cannot be written to is known before any work is done. If the program is told
     * to end, the draft goes.
     *
     * @param target the file to be
     * @param replaces whether a file that is there already may be replaced
     * @return the output, to be closed whether it was {@link #commit committed} or not
     * @throws ExistingFileException if the file is there, and may not be replaced
     * @throws MirException if it is no regular file, or cannot be written
     */
    public static AtomicFile create(Path target, boolean replaces) {
        ShutdownGuard guard = new ShutdownGuard();
        try {
            return create(target, replaces, guard, true);
        } catch (RuntimeException e) {
            guard.close();
            throw e;
        }
    }

    /**
     * The same for one of several files that are made together.
     *
     * @param target the file to be
     * @param replaces whether a file that is there already may be replaced
     * @param guard of all of them, to be closed after them
     * @return the output, to be closed whether it was {@link #commit committed} or not
     * @throws ExistingFileException if the file is there, and may not be replaced
     * @throws MirException if it is no regular file, or cannot be written
     */
    public static AtomicFile create(Path target, boolean replaces, ShutdownGuard guard) {
        return create(target, replaces, guard, false);
    }

    private static AtomicFile create(Path target, boolean replaces, ShutdownGuard guard, boolean ownsGuard) {
        requireFile(target);
        if (Files.exists(target) && !replaces) {
            throw new ExistingFileException(target);
        }
        Path directory = target.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            throw new MirException(target + " cannot be written: there is no directory " + directory + ".");
        }
        try {
            Path place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
            StaleDrafts.sweep(place.getParent());
            AtomicFile file = new AtomicFile(target, place, replaces, guard, ownsGuard);
            guard.step(file::makeDraft);
            return file;
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    private void makeDraft() {
        guard.owns(draft);
        try {
            Files.createFile(draft);
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
        guard.step(this::takePlace);
    }

    private void takePlace() {
        try {
            if (replaces) {
                replace(draft, place);
            } else {
                force(draft, StandardOpenOption.WRITE);
                moveToFreePlace();
                forceDirectory(place.getParent());
            }
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
        deleteQuietly(draft);
        if (ownsGuard) {
            guard.close();
        }
    }

    private static void deleteQuietly(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException ignored) {
            // a left-over draft harms nobody, and must not hide what went wrong before
        }
    }
}
