// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.Progress;
import org.mir4j.models.ProgressListener;
import org.mir4j.models.TinyModel;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;

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
        tagger = Tagger.load(model, ModelOptions.on(Device.cpu()));
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
    void partsMakeUpTheWhole() {
        Path song = song("parts.wav", 7 * TinyModel.WINDOW + TinyModel.WINDOW / 3);
        Taggram whole = tagger.tag(song);
        List<TaggedPart> parts = new ArrayList<>();
        for (int part = 9; part >= 0; part--) { // more than there are windows
            parts.add(tagger.tagPart(AudioReader.of(song), part, 10, TaggingOptions.standard()));
        }
        Taggram joined = TaggedPart.join(tagger.card(), parts);
        requireSame(values(whole), values(joined));
        assertEquals(whole.duration(), joined.duration());
        assertEquals(
                whole.windows().stream().map(Taggram.Window::start).toList(),
                joined.windows().stream().map(Taggram.Window::start).toList());
        AudioReader reader = AudioReader.of(song);
        assertThrows(IllegalArgumentException.class, () -> tagger.tagPart(reader, 2, 2, TaggingOptions.standard()));
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
        Taggram taggram = tagger.tag(
                song("spread.wav", samples), TaggingOptions.standard().withWindows(7));
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
        List<Double> parts = new ArrayList<>();
        TaggingOptions options = TaggingOptions.standard().withListener(new ProgressListener() {
            @Override
            public void progressed(Progress ofSong) {
                assertEquals(song.toString(), ofSong.recording());
                progress.add(ofSong.seconds());
                parts.add(ofSong.part());
            }
        });
        tagger.tagAll(List.of(song), options, results::add);
        assertEquals(List.of(30.0, 60.0, 80.0), rounded(progress));
        assertEquals(List.of(0.375, 0.75, 1.0), rounded(parts));
        Taggram taggram = ((TaggingResult.Tagged) results.get(0)).taggram();
        assertEquals(windows, taggram.windows().size());
        float[] signal = SyntheticSignal.samples(TinyModel.SAMPLE_RATE, windows * TinyModel.WINDOW);
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu())) {
            ScoringNetwork network = ScoringNetwork.load(model, manager);
            for (int window : new int[] {0, 149, 150, 399}) {
                int from = window * TinyModel.WINDOW;
                float[] samples = Arrays.copyOfRange(signal, from, from + TinyModel.WINDOW);
                TagScores alone = network.score(List.of(AudioWindow.whole(samples)), manager)
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
        tagger.tagAll(files, TaggingOptions.standard(), results::add);
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
        tagger.tagAll(List.of(), TaggingOptions.standard(), result -> {
            throw new AssertionError(result);
        });
    }

    @Test
    void whatIsNoNumberNeverBecomesAScore() {
        Map<String, Tensor> weights = TinyModel.weights();
        weights.get("classifier.output.bias").values()[1] = Float.NaN;
        InstalledModel damaged = TinyModel.install(directory.resolve("damaged"), weights);
        Path song = song("song.wav", TinyModel.WINDOW);
        try (Tagger damagedTagger = Tagger.load(damaged, ModelOptions.on(Device.cpu()))) {
            String message = assertThrows(ModelException.class, () -> damagedTagger.tag(song))
                    .getMessage();
            assertTrue(message.startsWith(song.toString()), message);
            assertTrue(message.contains("damaged gives NaN for 'high'"), message);
            List<TaggingResult> results = new ArrayList<>();
            damagedTagger.tagAll(List.of(song, song), TaggingOptions.standard(), results::add);
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
        try (Tagger damagedTagger = Tagger.load(damaged, ModelOptions.on(Device.cpu()))) {
            List<TaggingResult> results = new ArrayList<>();
            damagedTagger.tagAll(songs, TaggingOptions.standard(), results::add);
            assertEquals(songs.size(), results.size());
        }
    }

    @Test
    void weightsThatDoNotFitTheCardAreRefusedByName() throws IOException {
        Map<String, Tensor> weights = TinyModel.weights();
        weights.remove("classifier.output.bias");
        InstalledModel broken = TinyModel.install(directory.resolve("broken"), weights);
        String message = assertThrows(ModelException.class, () -> Tagger.load(broken, ModelOptions.on(Device.cpu())))
                .getMessage();
        assertTrue(message.startsWith("The model broken cannot be loaded: "), message);
        assertTrue(message.contains("classifier.output.bias is missing") && message.endsWith("."), message);
        Files.delete(broken.weightsFile());
        message = assertThrows(ModelException.class, () -> Tagger.load(broken, ModelOptions.on(Device.cpu())))
                .getMessage();
        assertTrue(message.contains("weights.safetensors does not exist"), message);
    }

    @Test
    void scoringLeavesNoArraysBehind() {
        try (Tagger counted = Tagger.load(model, ModelOptions.on(Device.cpu()))) {
            Waveform samples = Waveform.mono(
                    SyntheticSignal.samples(TinyModel.SAMPLE_RATE, TinyModel.WINDOW), TinyModel.SAMPLE_RATE);
            counted.tag(samples);
            counted.embeddings(samples);
            int before = counted.arrays();
            for (int i = 0; i < 3; i++) {
                counted.tag(samples);
                counted.embeddings(samples);
            }
            assertEquals(before, counted.arrays());
        }
    }

    @Test
    void aClosedTaggerSaysSo() throws Exception {
        Tagger closed = Tagger.load(model, ModelOptions.on(Device.cpu()));
        Path song = song("closing.wav", 50 * TinyModel.WINDOW);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch first = new CountDownLatch(1);
            Future<?> tagging = threads.submit(() -> closed.tagAll(
                    Collections.nCopies(1000, song), TaggingOptions.standard(), result -> first.countDown()));
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

    @Test
    void aRecordingThatHasBegunIsTaggedToItsEndWhenTheTaggerIsClosed() {
        Path song = song("begun.wav", 400 * TinyModel.WINDOW);
        List<float[]> expected = values(tagger.tag(song));
        Tagger closing = Tagger.load(model, ModelOptions.on(Device.cpu()));
        TaggingOptions options = TaggingOptions.standard().withListener(new ProgressListener() {
            @Override
            public void progressed(Progress progress) {
                closing.close();
            }
        });
        requireSame(expected, values(closing.tag(song, options)));
        assertThrows(IllegalStateException.class, () -> closing.tag(song));
    }

    @Test
    void aModelIsLoadedByItsNameOrItsDirectory() {
        ModelStore store = new ModelStore(directory.resolve("home"), Optional.empty());
        TinyModel.install(directory.resolve("home/models/tiny"), TinyModel.weights());
        ModelOptions options = ModelOptions.on(Device.cpu()).withStore(store).withThreads(1);
        Path song = song("named.wav", 3 * TinyModel.WINDOW);
        TagScores expected = tagger.tag(song).scores();
        for (String name : List.of("tiny", directory.resolve("tiny").toString())) {
            try (Tagger named = Tagger.load(name, options)) {
                assertEquals(expected, named.tag(song).scores());
                assertEquals(expected.ranked().subList(0, 2), named.tag(song).top(2));
            }
        }
        assertThrows(ModelException.class, () -> Tagger.load("absent", options));
    }

    @Test
    void aBatchOfAnotherSizeChangesNoScore() {
        Path song = song("batches.wav", 7 * TinyModel.WINDOW);
        List<Double> progress = new ArrayList<>();
        TaggingOptions options = TaggingOptions.standard().withListener(new ProgressListener() {
            @Override
            public void progressed(Progress ofSong) {
                progress.add(ofSong.seconds());
            }
        });
        try (Tagger small = Tagger.load(model, ModelOptions.on(Device.cpu()).withBatch(3))) {
            requireSame(values(tagger.tag(song)), values(small.tag(song, options)));
        }
        assertEquals(List.of(0.6, 1.2, 1.4), rounded(progress));
        assertThrows(
                IllegalArgumentException.class, () -> ModelOptions.standard().withBatch(0));
        assertThrows(
                IllegalArgumentException.class, () -> ModelOptions.standard().withThreads(0));
    }

    @Test
    void anInterruptedThreadGivesUpAllFilesAndStaysInterrupted() throws Exception {
        Path song = song("given-up.wav", 400 * TinyModel.WINDOW);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            List<TaggingResult> results = new ArrayList<>();
            TaggingOptions options = TaggingOptions.standard().withListener(new ProgressListener() {
                @Override
                public void progressed(Progress progress) {
                    Thread.currentThread().interrupt();
                }
            });
            String said = threads.submit(() -> {
                        String message = assertThrows(
                                        MirException.class,
                                        () -> tagger.tagAll(List.of(song, song), options, results::add))
                                .getMessage();
                        assertTrue(Thread.interrupted());
                        return message;
                    })
                    .get();
            assertTrue(said.contains(song.toString()) && said.endsWith("was interrupted."), said);
            assertEquals(List.of(), results);
            String inMemory = threads.submit(() -> {
                        Waveform samples = Waveform.mono(
                                SyntheticSignal.samples(TinyModel.SAMPLE_RATE, 400 * TinyModel.WINDOW),
                                TinyModel.SAMPLE_RATE);
                        return assertThrows(MirException.class, () -> tagger.tag(samples, options))
                                .getMessage();
                    })
                    .get();
            assertEquals("The tagging of The waveform was interrupted.", inMemory);
        } finally {
            threads.shutdown();
        }
    }
}
