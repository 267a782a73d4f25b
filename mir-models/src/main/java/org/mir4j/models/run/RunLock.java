// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.core.error.Remedy;

/**
 * The right to write into the directory of a run, which one process has at a time; a process that dies loses it.
 *
 * <p>It is a file of its own, for a process that closes a file anywhere loses all its locks on it.
 */
public final class RunLock implements AutoCloseable {

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the right.
     *
     * @param file to be locked, in the directory of the run
     * @return the right, to be closed when the run is over
     * @throws MirException if another run has it, or the file cannot be written
     */
    static RunLock take(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return new RunLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new MirException(file + " cannot be locked: " + Reason.of(e) + ".", e);
        }
        throw new MirException(file.toAbsolutePath().getParent()
                        + " is being written by another run; let that end, or take another directory.")
                .with(Remedy.OTHER_DIRECTORY);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Gives the right back. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // the right goes with the process at the latest
        }
    }
}
