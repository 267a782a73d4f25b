// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinyModel;
import org.mir4j.models.cache.ContentCache;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.tagging.SyntheticSignal;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.WavFile;
import org.mir4j.models.training.TrainingListener;

class TeachersTest {

    private static final Map<String, Map<String, String>> TAGS =
            Map.of("bass", Map.of("one", "low", "two", "low"), "hiss", Map.of("two", "noise"));

    @TempDir
    Path folder;

    private List<InstalledModel> models;
    private final Map<String, Recording> files = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private final TrainingListener listener = new TrainingListener() {
        @Override
        public void prepared(String work, int done, int all) {
            told.add(work.replace("scores of ", "") + " " + done + "/" + all);
        }

        @Override
        public void leftOut(Path file, MirException reason) {
            assertTrue(reason.getMessage().contains(file.toString()), reason.getMessage());
            told.add("left out " + file.getFileName());
        }
    };

    @BeforeEach
    void install() {
        models = Stream.of("one", "two")
                .map(name -> TinyModel.install(folder.resolve(name), TinyModel.weights()))
                .toList();
        files.put("first", wav("a.wav", 4000));
        files.put("second", wav("b.wav", 1600));
    }

    private Recording wav(String name, int length) {
        return Recording.of(WavFile.write(folder.resolve(name), 8000, SyntheticSignal.samples(8000, length)));
    }

    private Teachers teachers(Map<String, Map<String, String>> tags) {
        Map<String, InstalledModel> named = new LinkedHashMap<>();
        models.forEach(model -> named.put(model.card().name(), model));
        return teachers(tags, named);
    }

    private Teachers teachers(Map<String, Map<String, String>> tags, Map<String, InstalledModel> named) {
        return new Teachers(new TeacherSettings(tags), named, ModelOptions.on(Device.cpu()));
    }

    private Map<String, TeacherPredictions> score() {
        told.clear();
        return teachers(TAGS).score(files, cache(), listener);
    }

    private ContentCache cache() {
        return new ContentCache(folder.resolve("cache"), warnings::add);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("cache"))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void everyTeacherScoresEveryRecording() {
        Map<String, TeacherPredictions> scored = score();
        assertEquals(List.of("first", "second"), List.copyOf(scored.keySet()));
        assertEquals(Set.of("one 1/2", "one 2/2", "two 1/2", "two 2/2"), Set.copyOf(told));
        TeacherPredictions predictions = scored.get("first");
        assertEquals(2, predictions.scores().size());
        try (Tagger tagger = Tagger.load(models.get(1), ModelOptions.on(Device.cpu()))) {
            List<Taggram.Window> windows = tagger.tag(files.get("first").file()).windows();
            TeacherPredictions.Scores scores = predictions.scores().get(1);
            assertEquals(windows.size(), scores.scores().length);
            for (int i = 0; i < windows.size(); i++) {
                assertEquals(windows.get(i).start(), scores.starts()[i], 1e-6);
                assertEquals(windows.get(i).end(), scores.ends()[i], 1e-6);
                assertArrayEquals(windows.get(i).scores().values(), scores.scores()[i], 1e-6f);
            }
        }
    }

    @Test
    void whatWasScoredIsReadTheNextTime() {
        Map<String, TeacherPredictions> scored = score();
        Map<String, TeacherPredictions> again = score();
        assertEquals(List.of(), told);
        assertArrayEquals(
                scored.get("first").scores().get(0).scores(),
                again.get("first").scores().get(0).scores());
    }

    @Test
    void onlyWhatIsNewIsScored() throws IOException {
        Recording second = files.remove("second");
        score();
        List<Path> before = kept();
        files.put("second", second);
        assertEquals(Set.of("first", "second"), score().keySet());
        assertEquals(List.of("one 2/2", "two 2/2"), told);
        assertEquals(2, before.size());
        assertEquals(4, kept().size());
    }

    @Test
    void aModelWithOtherWeightsScoresAnew() throws IOException {
        score();
        var weights = TinyModel.weights();
        weights.get("classifier.output.bias").values()[0] += 1;
        models = List.of(TinyModel.install(folder.resolve("one"), weights), models.get(1));
        score();
        assertEquals(List.of("one 1/2", "one 2/2"), told);
        assertEquals(6, kept().size());
    }

    @Test
    void aModelThatHearsShortClipsInAnotherWayScoresAnew() throws IOException {
        score();
        InstalledModel one = models.get(0);
        ModelCard card = one.card();
        ModelCard looping = card.like(card.name(), card.source(), card.tagging().with(ShortClips.LOOPING))
                .withWeights(card.weightsSha256());
        models = List.of(new InstalledModel(looping, one.weightsFile()), models.get(1));
        score();
        assertEquals(List.of("one 1/2", "one 2/2"), told);
        assertEquals(6, kept().size());
    }

    @Test
    void aRecordingThatCannotBeReadIsToldOnceAndLeftOut() throws IOException {
        files.put("broken", Recording.of(Files.writeString(folder.resolve("broken.wav"), "no audio")));
        assertEquals(Set.of("first", "second"), score().keySet());
        assertEquals(1, told.stream().filter("left out broken.wav"::equals).count());
        assertEquals(4, kept().size());
    }

    @Test
    void damagedScoresAreNamedAndMadeAnew() throws IOException {
        float[][] before = score().get("first").scores().get(0).scores();
        Path file = kept().get(0);
        byte[] whole = Files.readAllBytes(file);
        Files.writeString(file, "no scores");
        assertArrayEquals(before, score().get("first").scores().get(0).scores());
        assertEquals(List.of("The scores in " + file + " were damaged, and are computed anew."), warnings);
        assertEquals(List.of("one 2/2"), told);
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    @Test
    void anInterruptedCallerIsToldAndLeavesNothingOut() {
        Thread.currentThread().interrupt();
        assertThrows(MirException.class, this::score);
        assertTrue(Thread.interrupted());
        assertEquals(List.of(), told);
    }

    @Test
    void aTagThatATeacherLacksIsToldBeforeAnythingIsScored() {
        ModelException refusal =
                assertThrows(ModelException.class, () -> teachers(Map.of("bass", Map.of("one", "Low"))));
        assertEquals("The teacher one has no tag 'Low' for 'bass'.", refusal.getMessage());
    }

    @Test
    void aPlaceThatCannotBeADirectoryIsNamed() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file");
        MirException refusal = assertThrows(MirException.class, this::score);
        assertTrue(refusal.getMessage().contains("cannot be made to keep scores in"), refusal.getMessage());
    }

    @Test
    void whatTheySayIsMeasuredOnTheTrainingRecordings() {
        Teachers teachers = teachers(Map.of("bass", Map.of("one", "low")));
        TeacherPredictions predictions = score().get("first");
        SoftTargets targets = teachers.targets(List.of("bass", "drums"), List.of(predictions));
        assertEquals(predictions.scores().get(0).scores()[0][0], targets.score(predictions, 0, 0, 0.2), 1e-5);
        assertTrue(Float.isNaN(targets.score(predictions, 1, 0, 0.2)));
    }

    @Test
    void aTeacherGoesByItsNameInTheRecipeWhichMayBeADirectory() {
        Teachers teachers = teachers(Map.of("bass", Map.of("runs/mine", "low")), Map.of("runs/mine", models.get(0)));
        TeacherPredictions predictions =
                teachers.score(files, cache(), listener).get("first");
        SoftTargets targets = teachers.targets(List.of("bass"), List.of(predictions));
        assertEquals(predictions.scores().get(0).scores()[0][0], targets.score(predictions, 0, 0, 0.2), 1e-5);
        assertEquals(List.of("runs/mine 1/2", "runs/mine 2/2"), told);
    }
}
