// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinyModel;
import org.mir4j.models.cache.ContentCache;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.tagging.SyntheticSignal;
import org.mir4j.models.tagging.WavFile;
import org.mir4j.models.training.TrainingListener;

class ExampleMakerTest {

    private static final ModelCard TINY = TinyModel.card("tiny");
    private static final FrontEndSettings FRONT_END = TINY.tagging().frontEnd();
    private static final float NAN = Float.NaN;

    /** Writes down what it is told. */
    private static final class Notes implements TrainingListener {

        private final List<String> works = new ArrayList<>();
        private final List<Path> leftOut = new ArrayList<>();
        private final List<String> reasons = new ArrayList<>();
        private Runnable whenPrepared = () -> {};

        @Override
        public void prepared(String work, int done, int all) {
            works.add(work + " " + done + "/" + all);
            whenPrepared.run();
        }

        @Override
        public void leftOut(Path file, MirException reason) {
            assertTrue(reason.getMessage().contains(file.toString()), reason.getMessage());
            leftOut.add(file);
            reasons.add(reason.getMessage());
        }

        @Override
        public void warned(String message) {
            throw new AssertionError(message);
        }
    }

    @TempDir
    Path folder;

    private final Notes notes = new Notes();
    private NDManager engine;

    @BeforeEach
    void start() {
        engine = PyTorch.engine().newBaseManager();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    /** A second and a bit of signal; how much more tells recordings apart. */
    private Recording recording(String id) {
        int length = 8000 + 100 * id.hashCode() % 1000;
        return Recording.of(WavFile.write(folder.resolve(id + ".wav"), 8000, SyntheticSignal.samples(8000, length)));
    }

    private Recording broken(String id) {
        try {
            return Recording.of(Files.writeString(folder.resolve(id + ".wav"), "no audio"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ExampleMaker maker(Optional<Teachers> teachers) {
        TaggingSplits splits =
                new TaggingSplits(List.of("jazz", "pop", "rock"), Set.of("rock", "jazz", "folk"), List.of(), List.of());
        ModelSpec spec = new ModelSpec(0.5, ShortClips.PADDING, FRONT_END, TINY.layers(), splits.labels());
        ContentCache cache = new ContentCache(folder.resolve("cache"), notes::warned);
        return new ExampleMaker(spec, splits, teachers, engine, cache, notes);
    }

    private Optional<Teachers> teacher() {
        return Optional.of(new Teachers(
                new TeacherSettings(Map.of("pop", Map.of("one", "low"))),
                Map.of("one", TinyModel.install(folder.resolve("one"), TinyModel.weights())),
                ModelOptions.on(Device.cpu())));
    }

    private List<Example> examples(Optional<Teachers> teachers, TaggedTrack... tracks) {
        return maker(teachers).examples(List.of(tracks), "to train on");
    }

    private static List<String> ids(List<Example> examples) {
        return examples.stream().map(Example::id).toList();
    }

    @Test
    void truthIsWhatTheDatasetSays() {
        List<Example> examples = examples(
                Optional.empty(),
                TaggedTrack.of("a", recording("a"), Set.of("rock", "folk")),
                TaggedTrack.of("b", recording("b"), Set.of()),
                new TaggedTrack("c", recording("c"), Set.of("jazz"), Set.of("rock", "folk")));
        // the dataset knows nothing of pop
        assertArrayEquals(new float[] {0, NAN, 1}, examples.get(0).truth());
        assertArrayEquals(new float[] {0, NAN, 0}, examples.get(1).truth());
        assertArrayEquals(new float[] {1, NAN, NAN}, examples.get(2).truth());
    }

    @Test
    void examplesComeInTheOrderOfTheTracksWithTheirFeatures() {
        List<TaggedTrack> tracks = new ArrayList<>();
        for (String id : List.of("e", "b", "d", "a", "c")) {
            tracks.add(TaggedTrack.of(id, recording(id), Set.of()));
        }
        List<Example> examples = examples(Optional.empty(), tracks.toArray(TaggedTrack[]::new));
        assertEquals(List.of("e", "b", "d", "a", "c"), ids(examples));
        for (Example example : examples) {
            int length = 8000 + 100 * example.id().hashCode() % 1000;
            assertEquals(FRONT_END.shape(length).get(3), example.features().frames());
            assertNull(example.predictions());
        }
        assertEquals(
                List.of("1/5", "2/5", "3/5", "4/5", "5/5"),
                notes.works.stream()
                        .map(work -> work.replace("features to train on ", ""))
                        .toList());
    }

    @Test
    void aTrackThatCannotBeReadIsLeftOut() {
        Recording broken = broken("b");
        Recording absent = Recording.of(folder.resolve("absent.wav"));
        List<Example> examples = examples(
                Optional.empty(),
                TaggedTrack.of("b", broken, Set.of()),
                TaggedTrack.of("a", recording("a"), Set.of()),
                TaggedTrack.of("absent", absent, Set.of()));
        assertEquals(List.of("a"), ids(examples));
        assertEquals(Set.of(broken.file(), absent.file()), Set.copyOf(notes.leftOut));
        assertEquals(2, notes.leftOut.size());
    }

    @Test
    void anInterruptedCallerIsToldAndNothingIsLeftOut() {
        Thread caller = Thread.currentThread();
        notes.whenPrepared = caller::interrupt;
        List<TaggedTrack> tracks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tracks.add(TaggedTrack.of("t" + i, recording("t" + i), Set.of()));
        }
        MirException told =
                assertThrows(MirException.class, () -> examples(Optional.empty(), tracks.toArray(TaggedTrack[]::new)));
        assertTrue(Thread.interrupted());
        assertEquals("The training was interrupted.", told.getMessage());
        assertEquals(List.of(), notes.leftOut);
    }

    @Test
    void tracksNoneOfWhichCanBeReadAreRefused() {
        Recording broken = broken("b");
        DatasetException refusal = assertThrows(
                DatasetException.class, () -> examples(Optional.empty(), TaggedTrack.of("b", broken, Set.of())));
        assertEquals(
                "None of the 1 tracks to train on can be read; the first is " + broken.file() + ".",
                refusal.getMessage());
    }

    @Test
    void teachersScoreEveryTrack() {
        List<Example> examples = examples(
                teacher(),
                TaggedTrack.of("a", recording("a"), Set.of()),
                TaggedTrack.of("b", broken("b"), Set.of()),
                TaggedTrack.of("c", recording("c"), Set.of()));
        assertEquals(List.of("a", "c"), ids(examples));
        for (Example example : examples) {
            assertEquals(1, example.predictions().scores().size());
        }
        assertTrue(notes.works.contains("scores of one 2/2"), notes.works.toString());
    }

    @Test
    void oneRecordingUnderTwoNamesIsScoredOnce() throws IOException {
        Recording first = recording("a");
        Recording second = Recording.of(Files.copy(first.file(), folder.resolve("b.wav")));
        List<Example> examples =
                examples(teacher(), TaggedTrack.of("a", first, Set.of()), TaggedTrack.of("b", second, Set.of()));
        assertEquals(List.of("a", "b"), ids(examples));
        assertSame(examples.get(0).predictions(), examples.get(1).predictions());
        assertTrue(notes.works.contains("scores of one 1/1"), notes.works.toString());
    }

    @Test
    void aStreamThatIsNotThereIsLeftOut() {
        Recording second = recording("b").stream(1);
        List<Example> examples = examples(
                teacher(), TaggedTrack.of("a", recording("a"), Set.of()), TaggedTrack.of("b", second, Set.of()));
        assertEquals(List.of("a"), ids(examples));
        assertEquals(
                List.of(second.file() + " holds 1 audio stream, counted from 0; stream 1 was asked for."),
                notes.reasons);
    }

    @Test
    void streamsAndChannelsOfOneFileAreRecordingsOfTheirOwn() {
        Recording streams = Recording.of(Path.of("src", "test", "resources", "streams.mka"));
        List<Example> examples = examples(
                teacher(),
                TaggedTrack.of("a", streams, Set.of()),
                TaggedTrack.of("b", streams.stream(1), Set.of()),
                TaggedTrack.of("c", streams.channel(1), Set.of()));
        assertEquals(List.of("a", "b", "c"), ids(examples));
        assertEquals(3, examples.stream().map(Example::predictions).distinct().count());
        assertTrue(notes.works.contains("scores of one 3/3"), notes.works.toString());
    }
}
