// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.audio.window.WindowReader;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;

/** The windows of one file, cut by a decoding thread and taken by another. */
final class FileWindows implements WindowSource, Runnable, AutoCloseable {

    /** What a decoding thread hands over: windows, then how it ended. */
    private sealed interface Message {
        record Cut(AudioWindow window) implements Message {}

        record Ended(long samples) implements Message {}

        record Failed(MirException error) implements Message {}
    }

    private final AudioReader source;
    private final Path file;
    private final Function<AudioReader, WindowReader> opener;
    private final Set<AudioNotice> notices = Collections.synchronizedSet(new LinkedHashSet<>());
    private final BlockingQueue<Message> queue;
    private volatile boolean abandoned;
    private volatile double expectedSeconds;
    private long samples;

    /**
     * @param source the file, and what of it
     * @param opener how to open it
     * @param capacity how many windows may wait to be taken
     */
    FileWindows(AudioReader source, Function<AudioReader, WindowReader> opener, int capacity) {
        this.source = source.notices(notice -> {
            if (notices.add(notice)) {
                source.notices().accept(notice);
            }
        });
        file = source.file();
        this.opener = opener;
        queue = new ArrayBlockingQueue<>(capacity);
    }

    Path file() {
        return file;
    }

    /** Decodes the whole file; returns early when interrupted. */
    @Override
    public void run() {
        try {
            Message end = decode();
            if (!abandoned) { // or else nobody waits for it, and there may be no room
                queue.put(end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Message decode() throws InterruptedException {
        try (WindowReader reader = opener.apply(source)) {
            expectedSeconds = reader.expectedSeconds();
            for (var window = reader.next(); window.isPresent() && !abandoned; window = reader.next()) {
                queue.put(new Message.Cut(window.get()));
            }
            return new Message.Ended(reader.samples());
        } catch (MirException e) {
            return new Message.Failed(e);
        } catch (RuntimeException | Error e) {
            // whatever it is, whoever waits for this file has to hear of it
            String reason = e instanceof OutOfMemoryError ? "there is not enough memory for it" : e.toString();
            return new Message.Failed(new AudioException(file + " could not be read: " + reason + ".", e));
        }
    }

    /**
     * Waits for the next window.
     *
     * @return the window, or empty after the last
     * @throws MirException if the file cannot be read
     */
    @Override
    public Optional<AudioWindow> next() {
        Message message;
        try {
            message = queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AudioException("The reading of " + file + " was interrupted.", e);
        }
        if (message instanceof Message.Failed failed) {
            throw failed.error();
        }
        if (message instanceof Message.Ended ended) {
            samples = ended.samples();
            return Optional.empty();
        }
        return Optional.of(((Message.Cut) message).window());
    }

    /** What is to be said of the file, each once; all of it after the last window. */
    List<AudioNotice> notices() {
        return List.copyOf(notices);
    }

    @Override
    public double expectedSeconds() {
        return expectedSeconds;
    }

    @Override
    public long samples() {
        return samples;
    }

    /** Lets the decoding thread go on to other files, if it still waits with windows of this one. */
    @Override
    public void close() {
        abandoned = true;
        queue.clear();
    }
}
