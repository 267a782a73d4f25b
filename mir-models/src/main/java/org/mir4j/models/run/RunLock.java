// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.core.error.Remedy;

/**
 * The right to write into the directory of a run, which one run has at a time; a process that dies loses it.
 *
 * <p>A lock on a file is a process's, and closing the file anywhere in the process gives it up. So it is a file of its own,
 * and what this process has locked is not opened a second time.
 */
public final class RunLock implements AutoCloseable {

    /** The files that this process has locked, links resolved. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the right.
     *
     * @param file to be locked, in the directory of the run, which is there
     * @return the right, to be closed when the run is over
     * @throws MirException if another run has it, or the file cannot be written
     */
    static RunLock take(Path file) {
        try {
            Path real = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
            if (HELD.add(real)) {
                RunLock lock = locked(real);
                if (lock != null) {
                    return lock;
                }
            }
        } catch (OverlappingFileLockException ignored) {
            // this class was loaded twice, and the other has it
        } catch (IOException e) {
            throw new MirException(file + " cannot be locked: " + Reason.of(e) + ".", e);
        }
        throw new MirException(file.toAbsolutePath().getParent()
                        + " is being written by another run; let that end, or take another directory.")
                .with(Remedy.OTHER_DIRECTORY);
    }

    /** Locks a file that this process has not locked yet; null if another process has. */
    private static RunLock locked(Path real) throws IOException {
        FileChannel channel = null;
        RunLock lock = null;
        try {
            channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock() == null ? null : new RunLock(real, channel);
            return lock;
        } finally {
            if (lock == null) {
                release(real, channel);
            }
        }
    }

    private static void release(Path real, FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // the right goes with the process at the latest
        } finally {
            HELD.remove(real);
        }
    }

    /** Gives the right back. */
    @Override
    public void close() {
        if (channel.isOpen()) { // or else another run may have the right by now
            release(file, channel);
        }
    }
}
