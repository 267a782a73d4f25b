package org.mir4j.models.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.window.WindowReader;
import org.mir4j.core.error.AudioException;

/** The end of decoding ahead, wanted or not: no decoder outlives it. */
class DecodeAheadTest {

    private static final int ENDING_MILLIS = 10_000;
    private static final int THREADS = 3;
    private static final long SLOW_MILLIS = 200;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();

    /** A file that is read until the reader is told to stop, which takes a while. */
    private WindowReader endless(Path file) {
        running.incrementAndGet();
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            pause();
        }
        running.decrementAndGet();
        throw new AudioException(file + " was interrupted.");
    }

    private static void pause() {
        try {
            Thread.sleep(SLOW_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void decodersHaveEndedWhenItIsClosed() throws InterruptedException {
        List<Path> files = Collections.nCopies(2 * THREADS, Path.of("song"));
        DecodeAhead ahead = new DecodeAhead(files.iterator(), this::endless, THREADS, 1);
        begun.await();
        ahead.close();
        assertEquals(0, running.get());
    }

    @Test
    void filesThatCannotBeListedLeaveNoDecoders() throws InterruptedException {
        Iterator<Path> failing = Stream.of("one", "two", "broken")
                .map(name -> {
                    if (name.equals("broken")) {
                        throw new IllegalStateException("no more files");
                    }
                    return Path.of(name);
                })
                .iterator();
        String message = assertThrows(
                        IllegalStateException.class, () -> new DecodeAhead(failing, this::endless, THREADS, 1))
                .getMessage();
        assertEquals("no more files", message);
        assertEquals(0, running.get());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("mir-decoder")) {
                thread.join(ENDING_MILLIS); // its work has ended, and the thread itself may need a moment more
                assertFalse(thread.isAlive());
            }
        }
    }
}
