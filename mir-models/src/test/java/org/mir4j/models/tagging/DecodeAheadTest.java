// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.audio.window.WindowReader;
import org.mir4j.audio.window.Windowing;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;

/** The end of decoding ahead, wanted or not: no decoder outlives it. */
@Timeout(60)
class DecodeAheadTest {

    private static final int THREADS = 3;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final Set<Thread> decoders = ConcurrentHashMap.newKeySet();

    /** A file that is read until the reader is told to stop, and then until it may end. */
    private WindowReader endless(AudioReader source) {
        decoders.add(Thread.currentThread());
        running.incrementAndGet();
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            told.countDown();
            await(mayEnd);
        }
        running.decrementAndGet();
        throw new AudioException(source.file() + " was interrupted.");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many decoders run once something has ended that has to wait for them. */
    private int runningAfter(Runnable ending) throws Exception {
        FutureTask<Integer> task = new FutureTask<>(() -> {
            ending.run();
            return running.get();
        });
        Thread thread = new Thread(task);
        thread.start();
        told.await();
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait(); // until it waits for the decoders
        }
        mayEnd.countDown();
        return task.get();
    }

    private void assertAllDecodersEnd() throws InterruptedException {
        for (Thread decoder : decoders) {
            decoder.join();
        }
    }

    @Test
    void decodersHaveEndedWhenItIsClosed() throws Exception {
        List<AudioReader> files = Collections.nCopies(2 * THREADS, AudioReader.of(Path.of("song")));
        DecodeAhead ahead = new DecodeAhead(files.iterator(), this::endless, THREADS, 1);
        begun.await();
        assertEquals(0, runningAfter(ahead::close));
        assertAllDecodersEnd();
    }

    @Test
    void aFileThatIsGivenUpHalfWayKeepsNoDecoder(@TempDir Path directory) {
        Path song = WavFile.write(directory.resolve("song.wav"), 8000, new float[4000]);
        List<AudioReader> files = Collections.nCopies(50, AudioReader.of(song));
        Function<AudioReader, WindowReader> opener =
                source -> WindowReader.open(source, 100, new Windowing.Consecutive(), ShortClips.PADDING);
        int taken = 0;
        try (DecodeAhead ahead = new DecodeAhead(files.iterator(), opener, 1, 1)) {
            while (ahead.hasNext()) {
                try (FileWindows windows = ahead.next()) {
                    assertTrue(windows.next().isPresent());
                }
                taken++;
            }
            assertThrows(NoSuchElementException.class, ahead::next);
        }
        assertEquals(50, taken);
    }

    @Test
    void anInterruptedTakerIsTold() {
        List<AudioReader> files = Collections.nCopies(2 * THREADS, AudioReader.of(Path.of("song")));
        mayEnd.countDown();
        try (DecodeAhead ahead = new DecodeAhead(files.iterator(), this::endless, THREADS, 1)) {
            ahead.next().close();
            Thread.currentThread().interrupt();
            assertThrows(MirException.class, ahead::hasNext);
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void filesThatCannotBeListedLeaveNoDecoders() throws Exception {
        Iterator<AudioReader> failing = Stream.of("one", "two", "broken")
                .map(name -> {
                    if (name.equals("broken")) {
                        await(begun);
                        throw new IllegalStateException("no more files");
                    }
                    return AudioReader.of(Path.of(name));
                })
                .iterator();
        int left = runningAfter(() -> {
            String message = assertThrows(
                            IllegalStateException.class, () -> new DecodeAhead(failing, this::endless, THREADS, 1))
                    .getMessage();
            assertEquals("no more files", message);
        });
        assertEquals(0, left);
        assertAllDecodersEnd();
    }
}
