// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.window.WindowReader;

/** Decodes files on threads of its own, a little ahead of whoever takes their windows, in the order of the files. */
final class DecodeAhead implements Iterator<FileWindows>, AutoCloseable {

    /** Decoders heed interruption at once, unless the system hangs in a read: that must not hang us too. */
    private static final long PATIENCE_SECONDS = 30;

    private final Iterator<AudioReader> files;
    private final Function<AudioReader, WindowReader> opener;
    private final int capacity;
    private final ExecutorService decoders;
    private final Queue<FileWindows> started = new ArrayDeque<>();

    /**
     * @param files in the order in which they will be taken
     * @param opener how to open one
     * @param threads how many files are decoded at once
     * @param capacity how many windows of a file may wait to be taken
     */
    DecodeAhead(Iterator<AudioReader> files, Function<AudioReader, WindowReader> opener, int threads, int capacity) {
        this.files = files;
        this.opener = opener;
        this.capacity = capacity;
        decoders = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "mir-decoder");
            thread.setDaemon(true);
            return thread;
        });
        // one more than threads, so that a thread that is done finds work at once
        try {
            for (int i = 0; i <= threads; i++) {
                startOne();
            }
        } catch (RuntimeException | Error e) {
            close(); // the files are the caller's, and nobody else knows of the threads yet
            throw e;
        }
    }

    private void startOne() {
        if (files.hasNext()) {
            FileWindows windows = new FileWindows(files.next(), opener, capacity);
            started.add(windows);
            decoders.execute(windows);
        }
    }

    @Override
    public boolean hasNext() {
        return !started.isEmpty();
    }

    /** The next file; the one before it should have been read to its end. */
    @Override
    public FileWindows next() {
        if (started.isEmpty()) {
            throw new NoSuchElementException("all files have been taken");
        }
        startOne();
        return started.poll();
    }

    /** Stops all decoding, and waits until the files are closed. */
    @Override
    public void close() {
        decoders.shutdownNow();
        try {
            decoders.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
