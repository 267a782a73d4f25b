// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinySeparator;
import org.mir4j.models.cache.ContentCache;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.separation.StemAudio;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.training.TrainingListener;

class StemTeachersTest {

    private static final MaskingTask TEACHER = TinySeparator.task(1, new Segment(64, 16, 0));

    @TempDir
    Path folder;

    private InstalledModel model;
    private final List<String> told = new ArrayList<>();
    private final TrainingListener listener = new TrainingListener() {
        @Override
        public void prepared(String work, int done, int all) {
            told.add(work + " " + done + "/" + all);
        }

        @Override
        public void leftOut(Path file, MirException reason) {
            told.add("left out " + file.getFileName());
        }

        @Override
        public void warned(String message) {
            told.add(message);
        }
    };

    @BeforeEach
    void install() {
        model = TinySeparator.install(folder.resolve("teacher"), TEACHER);
    }

    private StemLibrary.Song song(int number) {
        Path file = Mixtures.write(folder, number);
        return new StemLibrary.Song("song " + number, List.of(), Optional.of(Recording.of(file)), 1);
    }

    private static MaskingTask student(int rate, int channels, String... stems) {
        return new MaskingTask(
                rate, channels, TEACHER.stft(), TEACHER.network(), List.of(stems), TEACHER.segment(), null);
    }

    private StemTeachers teachers(MaskingTask student, InstalledModel... models) {
        return new StemTeachers(
                Stream.of(models).map(InstalledModel::digested).toList(), student, ModelOptions.on(Device.cpu()));
    }

    private List<StemSong> learned(MaskingTask student, StemLibrary.Song... songs) {
        told.clear();
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu());
                ContentCache cache = new ContentCache(folder.resolve("cache"), told::add)) {
            return teachers(student, model)
                    .songs(List.of(songs), "to train on", cache, new Stft(student.stft(), manager), manager, listener);
        }
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("cache/teachers"))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void whatIsLearnedFromIsWhatTheTeacherGives() {
        StemSong song = learned(student(HighAndLow.RATE, 2, "accompaniment", "vocals"), song(0))
                .get(0);
        StemAudio expected;
        try (Separator separator = Separator.load(model, ModelOptions.on(Device.cpu()))) {
            expected = separator.separate(HighAndLow.mixture(HighAndLow.song(0)));
        }
        assertTrue(song.isTaught() && song.isWhole());
        assertEquals(expected.mixture().length(), song.length());
        for (int stem = 0; stem < 2; stem++) {
            float[] truth =
                    expected.stems().get(stem == 0 ? "accompaniment" : "vocals").channels()[0];
            for (float[] channel : song.stems().get(stem).orElseThrow().read(0, truth.length)) {
                double energy = 0;
                double error = 0;
                for (int n = 0; n < truth.length; n++) {
                    energy += truth[n] * truth[n];
                    error += Math.pow(truth[n] - channel[n], 2);
                }
                assertTrue(error < 1e-3 * energy, error + " of " + energy);
            }
        }
        for (float value : song.confidence().values()) {
            assertTrue(value >= 0 && value <= 1, "confidence " + value);
        }
        assertEquals(2, song.confidence().values().length); // of 1.5 s
    }

    @Test
    void stemsAreKeptAtTheRateOfTheStudent() {
        StemSong song =
                learned(student(11025, 1, "vocals", "accompaniment"), song(0)).get(0);
        int length = HighAndLow.mixture(HighAndLow.song(0)).length();
        assertEquals(Math.round(length * 11025.0 / HighAndLow.RATE), song.length());
    }

    @Test
    void theAccompanimentIsAllThatIsNotAnotherStem() {
        StemSong both = learned(student(HighAndLow.RATE, 1, "vocals", "accompaniment"), song(0))
                .get(0);
        MaskingTask three = student(TinySeparator.SAMPLE_RATE, 1, "vocals", "drums", "bass");
        model = TinySeparator.install(folder.resolve("three"), three);
        StemSong found = learned(student(HighAndLow.RATE, 1, "vocals", "accompaniment"), song(0))
                .get(0);
        model = TinySeparator.install(folder.resolve("one"), student(TinySeparator.SAMPLE_RATE, 1, "vocals", "rest"));
        StemSong other = learned(student(HighAndLow.RATE, 1, "vocals", "accompaniment"), song(0))
                .get(0);
        for (StemSong song : List.of(both, found, other)) {
            float[] mixture = HighAndLow.mixture(HighAndLow.song(0)).channels()[0];
            float[] voice = song.stems().get(0).orElseThrow().read(0, mixture.length)[0];
            float[] rest = song.stems().get(1).orElseThrow().read(0, mixture.length)[0];
            double wrong = 0;
            double energy = 0;
            for (int n = 0; n < mixture.length; n++) {
                wrong += Math.pow(mixture[n] - voice[n] - rest[n], 2);
                energy += mixture[n] * mixture[n];
            }
            assertTrue(wrong < 1e-3 * energy, wrong + " of " + energy);
        }
    }

    @Test
    void songsAreSeparatedOnceWhateverTheirName() throws IOException {
        MaskingTask student = student(HighAndLow.RATE, 1, "vocals", "accompaniment");
        StemLibrary.Song first = song(0);
        learned(student, first, song(1));
        assertEquals(
                List.of(
                        "stems of songs to train on by tiny-separator 1/2",
                        "stems of songs to train on by tiny-separator 2/2"),
                told);
        List<Path> files = kept();
        assertEquals(2, files.size());
        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        }
        Path renamed = Files.move(first.mixture().orElseThrow().file(), folder.resolve("renamed.wav"));
        StemLibrary.Song same = new StemLibrary.Song("same", List.of(), Optional.of(Recording.of(renamed)), 1);
        learned(student, same, song(1));
        assertEquals(files, kept());
        for (Path file : files) {
            assertEquals(0, Files.getLastModifiedTime(file).toMillis(), "separated again");
        }
        learned(student(HighAndLow.RATE, 2, "vocals", "accompaniment"), same);
        assertEquals(3, kept().size(), "what another student needs is kept by itself");
    }

    @Test
    void damagedFilesAreMadeAnewAndUnreadableSongsLeftOut() throws IOException {
        MaskingTask student = student(HighAndLow.RATE, 1, "vocals", "accompaniment");
        learned(student, song(0));
        byte[] whole = Files.readAllBytes(kept().get(0));
        Files.write(kept().get(0), Arrays.copyOf(whole, 500));
        Path text = Files.writeString(folder.resolve("text.wav"), "no audio");
        StemLibrary.Song broken = new StemLibrary.Song("broken", List.of(), Optional.of(Recording.of(text)), 1);
        assertEquals(1, learned(student, broken, song(0)).size());
        assertTrue(told.contains("left out text.wav"), told.toString());
        assertTrue(told.stream().anyMatch(line -> line.contains("damaged")), told.toString());
        assertEquals(1, kept().size());
        assertEquals(-1, Arrays.mismatch(whole, Files.readAllBytes(kept().get(0))));
    }

    @Test
    void severalTeachersGiveTheirMean() {
        MaskingTask student = student(HighAndLow.RATE, 1, "vocals", "accompaniment");
        InstalledModel other = TinySeparator.install(
                folder.resolve("other"), student(TinySeparator.SAMPLE_RATE, 1, "accompaniment", "vocals"));
        float[] one =
                learned(student, song(0)).get(0).stems().get(0).orElseThrow().read(0, 9000)[0];
        float[] swapped =
                learned(student, song(0)).get(0).stems().get(1).orElseThrow().read(0, 9000)[0];
        float[] mean;
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu());
                ContentCache cache = new ContentCache(folder.resolve("cache"), told::add)) {
            Stft stft = new Stft(student.stft(), manager);
            mean = teachers(student, model, other)
                    .songs(List.of(song(0)), "to train on", cache, stft, manager, listener)
                    .get(0)
                    .stems()
                    .get(0)
                    .orElseThrow()
                    .read(0, 9000)[0];
        }
        double wrong = 0;
        double energy = 0;
        for (int n = 0; n < mean.length; n++) {
            wrong += Math.pow(mean[n] - (one[n] + swapped[n]) / 2, 2);
            energy += mean[n] * mean[n];
        }
        assertTrue(wrong < 1e-3 * energy, wrong + " of " + energy);
    }

    @Test
    void aStemThatNoTeacherGivesIsRefused() {
        String message = assertThrows(
                        ModelException.class,
                        () -> teachers(student(HighAndLow.RATE, 1, "vocals", "drums", "accompaniment"), model))
                .getMessage();
        assertEquals(
                "The separator is to learn the stem 'drums', and its teacher tiny-separator gives vocals, accompaniment.",
                message);
    }

    @Test
    void aTeacherThatIsNotForCommercialUseIsSaid() {
        MaskingTask student = student(HighAndLow.RATE, 1, "vocals", "accompaniment");
        assertEquals(List.of(), teachers(student, model).restrictions());
        ModelCard.Licence terms = new ModelCard.Licence("CC BY-NC 4.0", "");
        InstalledModel bound = new InstalledModel(model.card().licensed(terms), model.weightsFile());
        assertEquals(
                List.of(
                        "The teacher tiny-separator is not for commercial use (CC BY-NC 4.0), which may hold for what it"
                                + " teaches."),
                teachers(student, bound).restrictions());
    }

    @Test
    void theCardSaysWhoTaught() {
        MaskingTask student = student(HighAndLow.RATE, 1, "vocals", "accompaniment");
        List<String> notes = teachers(student, model).notes(learned(student, song(0), song(1)));
        assertEquals(1, notes.size());
        assertEquals(
                "Learned from the stems that tiny-separator found in 2 songs without stems (0.0 hours). The SHA-256 of"
                        + " its weights is "
                        + model.digested().card().weightsSha256() + ", its licence CC0-1.0.",
                notes.get(0));
    }
}
