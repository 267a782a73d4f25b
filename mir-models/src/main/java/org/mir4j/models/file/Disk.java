// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import java.io.File;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * Puts files in their places so that a power cut leaves the old one or the new one: what a file holds is on the disk
 * before it takes its name, and the name is, too, before anything goes on.
 */
public final class Disk {

    private static final boolean IS_WINDOWS = File.separatorChar == '\\';
    private static final int ATTEMPTS = 20;
    private static final long PAUSE = 50_000_000; // ns

    private Disk() {}

    /**
     * Gives a draft the name of a file, which is replaced if it is there. Windows replaces no file that somebody has open:
     * there it is tried again for a second, since most are open for a moment only.
     *
     * @param draft that is written and closed
     * @param file beside it
     * @throws IOException if that fails; then the file is as it was
     */
    public static void replace(Path draft, Path file) throws IOException {
        force(draft);
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
     * Waits until what a file holds is on the disk.
     *
     * @param file that is written and closed
     * @throws IOException if the disk could not take it
     */
    public static void force(Path file) throws IOException {
        force(file, StandardOpenOption.WRITE);
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
}
