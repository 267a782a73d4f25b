// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import java.util.Iterator;
import java.util.function.Function;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.window.WindowReader;
import org.mir4j.core.concurrent.ParallelMap;

/** Decodes files on other threads, a little ahead of whoever takes their windows, in the order of the files. */
final class DecodeAhead implements Iterator<FileWindows>, AutoCloseable {

    private final ParallelMap<FileWindows, FileWindows> decoders;
    private FileWindows taken; // null before the first, and once its decoder has ended

    /**
     * @param files in the order in which they will be taken
     * @param opener how to open one
     * @param threads how many files are decoded at once
     * @param capacity how many windows of a file may wait to be taken
     */
    DecodeAhead(Iterator<AudioReader> files, Function<AudioReader, WindowReader> opener, int threads, int capacity) {
        Iterator<FileWindows> windows = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return files.hasNext();
            }

            @Override
            public FileWindows next() {
                return new FileWindows(files.next(), opener, capacity);
            }
        };
        Function<FileWindows, FileWindows> decode = file -> {
            file.run();
            return file;
        };
        // besides the file that is taken one more than threads, so that a thread that is done finds work at once
        decoders = new ParallelMap<>("tagging", windows, decode, threads, threads + 2);
    }

    @Override
    public boolean hasNext() {
        release();
        return decoders.hasNext();
    }

    /**
     * The next file, which is decoded meanwhile; the one before it is closed, or was read to its end.
     *
     * @throws org.mir4j.core.error.MirException if the calling thread is interrupted
     */
    @Override
    public FileWindows next() {
        release();
        taken = decoders.input();
        return taken;
    }

    /** Waits until nobody decodes the file that was taken before. */
    private void release() {
        if (taken != null) {
            decoders.next();
            taken = null;
        }
    }

    /** Stops all decoding, and waits until the files are closed. */
    @Override
    public void close() {
        decoders.close();
    }
}
