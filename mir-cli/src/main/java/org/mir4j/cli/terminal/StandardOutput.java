// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Standard output, which knows why it failed: whoever reads a pipe may go when they have seen enough, as {@code head} does,
 * and that is no error.
 */
final class StandardOutput extends WatchedOutput {

    private static final int TYPE = 0xF000;
    private static final int PIPE = 0x1000;
    private static final int SOCKET = 0xC000;

    private final Path descriptor;

    StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out), Path.of("/dev/fd/1"));
    }

    StandardOutput(OutputStream out, Path descriptor) {
        super(out);
        this.descriptor = descriptor;
    }

    /** Whether writing has failed because the reader of the pipe has gone. */
    boolean readerGone() {
        return failure().filter(e -> saysSo(e) || isPipe()).isPresent();
    }

    /** The system may say it in any language, but mostly with this word. */
    private static boolean saysSo(IOException failure) {
        return failure.getMessage() != null
                && failure.getMessage().toLowerCase(Locale.ROOT).contains("pipe");
    }

    private boolean isPipe() {
        try {
            int type = (int) Files.getAttribute(descriptor, "unix:mode") & TYPE;
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // not every system has such files
        }
    }
}
