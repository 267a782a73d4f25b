// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.audio.window.Windowing;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.TinyModel;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.InstalledModel;

/** Tagging with a tiny model: order, times, threads, failures and the end. */
class TaggerTest {

    private static final double WINDOW_SECONDS = (double) TinyModel.WINDOW / TinyModel.SAMPLE_RATE;

    @TempDir
    static Path directory;

    private static InstalledModel model;
    private static Tagger tagger;

    @BeforeAll
    static void open() {
        model = TinyModel.install(directory.resolve("tiny"), TinyModel.weights());
        tagger = Tagger.load(model, PyTorch.Place.CPU);
    }

    @AfterAll
    static void close() {
        tagger.close();
    }

    private static Path song(String name, int samples) {
        float[] signal = SyntheticSignal.samples(TinyModel.SAMPLE_RATE, samples);
        return WavFile.write(directory.resolve(name), TinyModel.SAMPLE_RATE, signal);
    }

    private static List<float[]> values(Taggram taggram) {
        return taggram.windows().stream()
                .map(window -> window.scores().values())
                .toList();
    }

    private static void requireSame(List<float[]> expected, List<float[]> found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), found.get(i), 1e-6f);
        }
    }

    @Test
    void windowsFollowEachOtherAndTheLastEndsWithTheSong() {
        Taggram taggram = tagger.tag(song("two-and-a-half.wav", TinyModel.WINDOW * 5 / 2));
        assertEquals(2.5 * WINDOW_SECONDS, taggram.duration(), 1e-9);
        assertEquals(WINDOW_SECONDS, taggram.windowSeconds());
        double[] starts = {0, WINDOW_SECONDS, 1.5 * WINDOW_SECONDS};
        assertEquals(starts.length, taggram.windows().size());
        for (int i = 0; i < starts.length; i++) {
            assertEquals(starts[i], taggram.windows().get(i).start(), 1e-9);
            assertEquals(starts[i] + WINDOW_SECONDS, taggram.windows().get(i).end(), 1e-9);
        }
    }

    @Test
    void aShortSongIsOneWindowThatEndsWithIt() {
        Taggram taggram = tagger.tag(song("short.wav", 1000));
        assertEquals(1, taggram.windows().size());
        assertEquals(1000.0 / TinyModel.SAMPLE_RATE, taggram.windows().get(0).end(), 1e-9);
    }

    @Test
    void spreadWindowsAreAsManyAsAskedFor() {
        int samples = TinyModel.WINDOW * 5 / 2;
        Taggram taggram = tagger.tag(song("spread.wav", samples), new Windowing.Spread(7));
        int hop = (samples - TinyModel.WINDOW) / 7;
        assertEquals(7, taggram.windows().size());
        for (int i = 0; i < 7; i++) {
            assertEquals(
                    (double) i * hop / TinyModel.SAMPLE_RATE,
                    taggram.windows().get(i).start(),
                    1e-9);
        }
    }

    @Test
    void batchesChangeNoScoreAndProgressIsReported() {
        int windows = 400; // more than a batch of 30 s
        Path song = song("long.wav", windows * TinyModel.WINDOW);
        List<Double> progress = new ArrayList<>();
        List<TaggingResult> results = new ArrayList<>();
        tagger.tagAll(List.of(song), new Windowing.Consecutive(), new TaggingListener() {
            @Override
            public void progressed(Path file, double seconds) {
                assertEquals(song, file);
                progress.add(seconds);
            }

            @Override
            public void finished(TaggingResult result) {
                results.add(result);
            }
        });
        assertEquals(List.of(30.0, 60.0), rounded(progress));
        Taggram taggram = ((TaggingResult.Tagged) results.get(0)).taggram();
        assertEquals(windows, taggram.windows().size());
        float[] signal = SyntheticSignal.samples(TinyModel.SAMPLE_RATE, windows * TinyModel.WINDOW);
        try (WindowScorer scorer = new WindowScorer(model, PyTorch.device(PyTorch.Place.CPU))) {
            for (int window : new int[] {0, 149, 150, 399}) {
                int from = window * TinyModel.WINDOW;
                TagScores alone = scorer.score(
                                List.of(AudioWindow.whole(Arrays.copyOfRange(signal, from, from + TinyModel.WINDOW))))
                        .get(0);
                assertArrayEquals(alone.values(), values(taggram).get(window), 1e-5f);
            }
        }
    }

    private static List<Double> rounded(List<Double> seconds) {
        return seconds.stream().map(value -> Math.round(value * 1000) / 1000.0).toList();
    }

    @Test
    void severalThreadsGetTheScoresOfOne() throws Exception {
        Path song = song("shared.wav", 20 * TinyModel.WINDOW);
        List<float[]> alone = values(tagger.tag(song));
        CountDownLatch start = new CountDownLatch(4);
        Callable<List<float[]>> task = () -> {
            start.countDown();
            start.await();
            return values(tagger.tag(song));
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<List<float[]>> result : threads.invokeAll(Collections.nCopies(4, task))) {
                requireSame(alone, result.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aFileThatFailsStopsNoOther() throws IOException {
        Path good = song("good.wav", 3 * TinyModel.WINDOW);
        Path text = Files.writeString(directory.resolve("text.wav"), "no audio");
        Path absent = directory.resolve("absent.wav");
        Path last = song("last.wav", TinyModel.WINDOW);
        List<Path> files = List.of(text, good, absent, directory, good, last);
        List<TaggingResult> results = new ArrayList<>();
        tagger.tagAll(files, new Windowing.Consecutive(), results::add);
        assertEquals(files, results.stream().map(TaggingResult::file).toList());
        for (int i : new int[] {0, 2, 3}) {
            TaggingResult.Failed failed = assertInstanceOf(TaggingResult.Failed.class, results.get(i));
            assertTrue(failed.error().getMessage().startsWith(files.get(i).toString()));
        }
        for (int i : new int[] {1, 4, 5}) {
            assertInstanceOf(TaggingResult.Tagged.class, results.get(i));
        }
        assertThrows(AudioException.class, () -> tagger.tag(absent));
    }

    @Test
    void noFilesAreNoResults() {
        tagger.tagAll(List.of(), new Windowing.Consecutive(), result -> {
            throw new AssertionError(result);
        });
    }

    @Test
    void whatIsNoNumberNeverBecomesAScore() {
        Map<String, Tensor> weights = TinyModel.weights();
        weights.get("classifier.output.bias").values()[1] = Float.NaN;
        InstalledModel damaged = TinyModel.install(directory.resolve("damaged"), weights);
        Path song = song("song.wav", TinyModel.WINDOW);
        try (Tagger damagedTagger = Tagger.load(damaged, PyTorch.Place.CPU)) {
            String message = assertThrows(ModelException.class, () -> damagedTagger.tag(song))
                    .getMessage();
            assertTrue(message.startsWith(song.toString()), message);
            assertTrue(message.contains("damaged gives NaN for 'high'"), message);
            List<TaggingResult> results = new ArrayList<>();
            damagedTagger.tagAll(List.of(song, song), new Windowing.Consecutive(), results::add);
            assertEquals(2, results.size());
            assertInstanceOf(TaggingResult.Failed.class, results.get(1));
        }
    }

    @Test
    void filesThatFailBeforeTheirEndDoNotStopTheNext() {
        Map<String, Tensor> weights = TinyModel.weights();
        weights.get("classifier.output.bias").values()[1] = Float.NaN;
        InstalledModel damaged = TinyModel.install(directory.resolve("damaged-long"), weights);
        // more windows than may wait to be scored, and more files than there are decoding threads
        Path song = song("long.wav", 200 * TinyModel.WINDOW);
        List<Path> songs = Collections.nCopies(Runtime.getRuntime().availableProcessors() + 2, song);
        try (Tagger damagedTagger = Tagger.load(damaged, PyTorch.Place.CPU)) {
            List<TaggingResult> results = new ArrayList<>();
            damagedTagger.tagAll(songs, new Windowing.Consecutive(), results::add);
            assertEquals(songs.size(), results.size());
        }
    }

    @Test
    void weightsThatDoNotFitTheCardAreRefusedByName() throws IOException {
        Map<String, Tensor> weights = TinyModel.weights();
        weights.remove("classifier.output.bias");
        InstalledModel broken = TinyModel.install(directory.resolve("broken"), weights);
        String message = assertThrows(ModelException.class, () -> Tagger.load(broken, PyTorch.Place.CPU))
                .getMessage();
        assertTrue(message.startsWith("The model broken cannot be loaded: "), message);
        assertTrue(message.contains("classifier.output.bias is missing") && message.endsWith("."), message);
        Files.delete(broken.weightsFile());
        message = assertThrows(ModelException.class, () -> Tagger.load(broken, PyTorch.Place.CPU))
                .getMessage();
        assertTrue(message.contains("weights.safetensors does not exist"), message);
    }

    @Test
    void scoringLeavesNoArraysBehind() {
        try (WindowScorer scorer = new WindowScorer(model, PyTorch.device(PyTorch.Place.CPU))) {
            List<AudioWindow> windows =
                    List.of(AudioWindow.whole(SyntheticSignal.samples(TinyModel.SAMPLE_RATE, TinyModel.WINDOW)));
            scorer.score(windows);
            int before = scorer.arrays();
            for (int i = 0; i < 3; i++) {
                scorer.score(windows);
            }
            assertEquals(before, scorer.arrays());
        }
    }

    @Test
    void aClosedTaggerSaysSo() throws Exception {
        Tagger closed = Tagger.load(model, PyTorch.Place.CPU);
        Path song = song("closing.wav", 50 * TinyModel.WINDOW);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch first = new CountDownLatch(1);
            Future<?> tagging = threads.submit(() -> closed.tagAll(
                    Collections.nCopies(1000, song), new Windowing.Consecutive(), result -> first.countDown()));
            first.await();
            closed.close();
            Throwable cause =
                    assertThrows(ExecutionException.class, tagging::get).getCause();
            assertInstanceOf(IllegalStateException.class, cause);
        } finally {
            threads.shutdown();
        }
        closed.close();
        assertTrue(assertThrows(IllegalStateException.class, () -> closed.tag(song))
                .getMessage()
                .contains("tiny has been closed"));
    }
}
