// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.Progress;
import org.mir4j.models.ProgressListener;
import org.mir4j.models.TinySeparator;
import org.mir4j.models.card.MaskingTask.Segment;

/** A separator that several threads use, close and interrupt. */
@Timeout(120)
class SharedSeparatorTest {

    private static final int BLOCKS = 5;
    private static final int BLOCK = 8000;
    private static final String CLOSED = "the separator with the model tiny-separator has been closed";

    @TempDir
    Path folder;

    private Separator separator;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void load() {
        separator = Separator.load(
                TinySeparator.install(folder.resolve("model"), TinySeparator.task(1, new Segment(96, 48))),
                ModelOptions.on(Device.cpu()));
    }

    @AfterEach
    void leave() {
        threads.shutdownNow();
        separator.close();
    }

    private static float value(int n) {
        return (float) (0.3 * Math.sin(0.05 * n) + 0.1 * Math.sin(0.7 * n));
    }

    /** A song of so many blocks, a new one each time. */
    private static Supplier<Optional<Waveform>> song() {
        int[] given = {0};
        return () -> {
            int block = given[0]++;
            if (block == BLOCKS) {
                return Optional.empty();
            }
            float[] samples = new float[BLOCK];
            for (int n = 0; n < BLOCK; n++) {
                samples[n] = value(block * BLOCK + n);
            }
            return Optional.of(Waveform.mono(samples, TinySeparator.SAMPLE_RATE));
        };
    }

    private List<Float> vocals(Consumer<StemAudio> meanwhile) {
        List<Float> vocals = new ArrayList<>();
        separator.separate("song", song(), part -> {
            for (float sample : part.stems().get("vocals").channels()[0]) {
                vocals.add(sample);
            }
            meanwhile.accept(part);
        });
        return vocals;
    }

    @Test
    void severalThreadsGetTheStemsOfOne() throws Exception {
        List<Float> alone = vocals(part -> {});
        assertEquals(BLOCKS * BLOCK, alone.size());
        CountDownLatch start = new CountDownLatch(4);
        Callable<List<Float>> task = () -> {
            start.countDown();
            start.await();
            return vocals(part -> {});
        };
        for (Future<List<Float>> result : threads.invokeAll(Collections.nCopies(4, task))) {
            assertEquals(alone, result.get());
        }
    }

    @Test
    void closingInACallbackLetsThisSeparationEndAndNoOtherBegin() {
        List<Float> alone = vocals(part -> {});
        assertEquals(alone, vocals(part -> separator.close()));
        assertEquals(
                CLOSED,
                assertThrows(IllegalStateException.class, () -> vocals(part -> {}))
                        .getMessage());
    }

    @Test
    void aThreadThatACallbackWaitsForMayCloseToo() {
        List<Float> alone = vocals(part -> {});
        List<Float> meanwhile = vocals(part -> {
            try {
                threads.submit(separator::close).get();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertEquals(alone, meanwhile);
    }

    @Test
    void closingBesideARunningSeparationWaitsForNobodyAndTakesNothingFromIt() throws Exception {
        List<Float> alone = vocals(part -> {});
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Future<List<Float>> beside = threads.submit(() -> vocals(part -> {
            running.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }));
        running.await();
        separator.close();
        closed.countDown();
        assertEquals(alone, beside.get());
    }

    @Test
    void closingTwiceIsClosingOnce() {
        separator.close();
        separator.close();
        assertThrows(IllegalStateException.class, () -> vocals(part -> {}));
    }

    @Test
    void aSeparationInsideACallbackIsOneOfItsOwn() {
        List<Float> alone = vocals(part -> {});
        List<List<Float>> inner = new ArrayList<>();
        vocals(part -> {
            if (inner.isEmpty()) {
                inner.add(vocals(again -> {}));
            }
        });
        assertEquals(alone, inner.get(0));
    }

    @Test
    void aThreadThatIsInterruptedGivesUpAndStaysInterrupted() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        int[] blocks = {0};
        Future<MirException> end = threads.submit(() -> {
            Supplier<Optional<Waveform>> song = song();
            MirException thrown = assertThrows(
                    MirException.class,
                    () -> separator.separate(
                            "song.mp3",
                            () -> {
                                blocks[0]++;
                                return song.get();
                            },
                            part -> Thread.currentThread().interrupt()));
            interrupted.set(Thread.currentThread().isInterrupted());
            return thrown;
        });
        assertEquals("The separation of song.mp3 was interrupted.", end.get().getMessage());
        assertTrue(interrupted.get());
        assertTrue(blocks[0] < BLOCKS, blocks[0] + " blocks were taken");
        assertEquals(BLOCKS * BLOCK, vocals(part -> {}).size(), "others go on");
    }

    @Test
    void blocksAreAskedForAndStemsHandedOverOnTheCallingThread() {
        Thread caller = Thread.currentThread();
        Supplier<Optional<Waveform>> song = song();
        separator.separate(
                "song",
                () -> {
                    assertEquals(caller, Thread.currentThread());
                    return song.get();
                },
                part -> assertEquals(caller, Thread.currentThread()));
    }

    @Test
    void aSongThatCannotBeReadOnIsHandedOverUpToThere() {
        Supplier<Optional<Waveform>> song = song();
        int[] blocks = {0};
        int[] samples = {0};
        AudioException damage = new AudioException("damaged");
        AudioException thrown = assertThrows(
                AudioException.class,
                () -> separator.separate(
                        "song",
                        () -> {
                            if (blocks[0]++ == 3) {
                                throw damage;
                            }
                            return song.get();
                        },
                        part -> samples[0] += part.mixture().length()));
        assertEquals(damage, thrown);
        assertTrue(samples[0] > 2 * BLOCK, samples[0] + " samples");
    }

    @Test
    void progressInMemoryIsToldToTheEndAndInterruptionHeeded() throws Exception {
        float[] samples = new float[10 * TinySeparator.SAMPLE_RATE];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = value(n);
        }
        Waveform song = Waveform.mono(samples, TinySeparator.SAMPLE_RATE);
        List<Double> parts = new ArrayList<>();
        separator.separate(song, new ProgressListener() {
            @Override
            public void progressed(Progress progress) {
                assertEquals(10 * progress.part(), progress.seconds(), 1e-9);
                parts.add(progress.part());
            }
        });
        assertTrue(parts.size() > 1, parts.toString());
        assertEquals(parts.stream().sorted().toList(), parts);
        assertEquals(1, parts.get(parts.size() - 1));
        Future<String> said = threads.submit(() -> assertThrows(
                        MirException.class,
                        () -> separator.separate(song, new ProgressListener() {
                            @Override
                            public void progressed(Progress progress) {
                                Thread.currentThread().interrupt();
                            }
                        }))
                .getMessage());
        assertEquals("The separation of The song was interrupted.", said.get());
    }

    @Test
    void anInterruptedThreadDoesNotBegin() throws Exception {
        Future<String> said = threads.submit(() -> {
            Thread.currentThread().interrupt();
            Waveform song = Waveform.mono(new float[20_000], TinySeparator.SAMPLE_RATE);
            return assertThrows(MirException.class, () -> separator.separate(song))
                    .getMessage();
        });
        assertEquals("The separation of The song was interrupted.", said.get());
    }

    @Test
    void samplesThatAreNotFiniteAreRefusedInMemoryAndInBlocks() {
        for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
            float[] samples = new float[40_000];
            samples[32_000] = value;
            Waveform song = Waveform.mono(samples, TinySeparator.SAMPLE_RATE);
            assertEquals(
                    "The song holds a sample that is not finite (" + value
                            + " in channel 1 at 2.00 s); expected numbers, nominally from -1 to 1.",
                    assertThrows(AudioException.class, () -> separator.separate(song))
                            .getMessage());
            List<Optional<Waveform>> blocks =
                    new ArrayList<>(List.of(Optional.of(Waveform.mono(new float[16_000], 16_000)), Optional.of(song)));
            String message = assertThrows(
                            AudioException.class,
                            () -> separator.separate("take 3", () -> blocks.remove(0), part -> {}))
                    .getMessage();
            assertTrue(message.startsWith("take 3 holds a sample that is not finite (" + value), message);
            assertTrue(message.contains("at 3.00 s"), message);
        }
    }

    @Test
    void aSongThatNoNumberCanHoldIsRefused() {
        float[] samples = new float[20_000];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = 3e38f * (n % 2 == 0 ? 1 : -1);
        }
        Waveform song = Waveform.mono(samples, TinySeparator.SAMPLE_RATE);
        String message =
                assertThrows(MirException.class, () -> separator.separate(song)).getMessage();
        assertTrue(message.startsWith("The song cannot be separated: the model tiny-separator gives "), message);
    }

    @Test
    void aSongWithoutBlocksIsRefused() {
        assertEquals(
                "nothing.wav has no samples; expected at least one.",
                assertThrows(AudioException.class, () -> separator.separate("nothing.wav", Optional::empty, part -> {}))
                        .getMessage());
    }
}
