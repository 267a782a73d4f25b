// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinySeparator;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.separation.EnsembleOptions.Combination;
import org.mir4j.models.store.InstalledModel;

/** Several models together, beside each of them alone. */
class EnsembleTest {

    private static final ModelOptions CPU = ModelOptions.on(Device.cpu());
    private static final List<String> FOUR = List.of("drums", "bass", "other", "vocals");

    @TempDir
    Path directory;

    private Path song;
    private InstalledModel two;
    private InstalledModel four;

    @BeforeEach
    void open() {
        song = FileSeparationTest.song(directory);
        two = TinySeparator.install(directory.resolve("two"), TinySeparator.task(1, new Segment(192, 32)));
        MaskingTask task = TinySeparator.task(2, new Segment(500, 100));
        four = TinySeparator.install(
                directory.resolve("four"),
                new MaskingTask(task.sampleRate(), 2, task.stft(), task.network(), FOUR, task.segment(), null));
    }

    private static StemAudio alone(InstalledModel model, Waveform sound) {
        try (Separator separator = Separator.load(model, CPU)) {
            return separator.separate(sound);
        }
    }

    private static void requireSame(Waveform expected, Waveform found, float close) {
        assertEquals(expected.channels().length, found.channels().length);
        for (int c = 0; c < expected.channels().length; c++) {
            assertArrayEquals(expected.channels()[c], found.channels()[c], close);
        }
    }

    private static Waveform mean(Waveform one, Waveform other) {
        return one.plus(List.of(other)).scaled(0.5f);
    }

    @Test
    void stemsInMemoryAreCombinedOfTheModelsThatGiveThem() {
        Waveform sound = AudioReader.of(song).readAll();
        try (Ensemble ensemble = Ensemble.loadInstalled(List.of(two, four), EnsembleOptions.mean(), CPU)) {
            assertEquals("tiny-separator+tiny-separator", ensemble.name());
            assertEquals(List.of("vocals", "accompaniment", "drums", "bass", "other"), ensemble.outputs());
            StemAudio together = ensemble.separate(sound);
            StemAudio first = alone(two, sound);
            StemAudio second = alone(four, sound);
            requireSame(
                    mean(first.stems().get("vocals"), second.stems().get("vocals")),
                    together.stems().get("vocals"),
                    1e-6f);
            requireSame(second.stems().get("bass"), together.stems().get("bass"), 0);
            requireSame(sound, together.mixture(), 0);
        }
    }

    @Test
    void aFileGivesTheSameAsItsSamples() {
        Waveform sound = AudioReader.of(song).readAll();
        EnsembleOptions options = EnsembleOptions.of(Combination.MAX_MAGNITUDE);
        try (Ensemble ensemble = Ensemble.loadInstalled(List.of(four, two), options, CPU)) {
            StemAudio inMemory = ensemble.separate(sound);
            List<Waveform> vocals = new ArrayList<>();
            ensemble.separate(
                    AudioReader.of(song), part -> vocals.add(part.stems().get("vocals")));
            int done = 0;
            for (Waveform piece : vocals) {
                int from = done;
                done += piece.length();
                requireSame(inMemory.stems().get("vocals").slice(from, done), piece, 1e-6f);
            }
            assertEquals(sound.length(), done);
        }
    }

    @Test
    void theRestIsMadeOfEachModelsOtherStems() {
        Path out = directory.resolve("out");
        SeparationOptions options =
                SeparationOptions.standard().withTwoStems("vocals").withFormat(AudioFormat.WAV_32F);
        try (Ensemble ensemble = Ensemble.loadInstalled(List.of(four, two), EnsembleOptions.mean(), CPU)) {
            SeparatedFiles written = ensemble.separate(song, out, options);
            assertEquals(List.of(out.resolve("vocals.wav"), out.resolve("accompaniment.wav")), written.files());
            Waveform sound = AudioReader.of(song).readAll();
            Map<String, Waveform> second = alone(four, sound).stems();
            Waveform rest = second.get("drums").plus(List.of(second.get("bass"), second.get("other")));
            requireSame(
                    mean(rest, alone(two, sound).stems().get("accompaniment")),
                    AudioReader.of(out.resolve("accompaniment.wav")).readAll(),
                    1e-6f);
        }
    }

    @Test
    void withAResidualTheStemsSumToTheSong() {
        Path out = directory.resolve("out");
        SeparationOptions options = SeparationOptions.standard()
                .withTwoStems("vocals")
                .withResidual(true)
                .withFormat(AudioFormat.WAV_32F);
        EnsembleOptions how = EnsembleOptions.of(Combination.MIN_MAGNITUDE);
        try (Ensemble ensemble = Ensemble.loadInstalled(List.of(four, two), how, CPU)) {
            ensemble.separate(song, out, options);
            Waveform vocals = AudioReader.of(out.resolve("vocals.wav")).readAll();
            Waveform rest = AudioReader.of(out.resolve("accompaniment.wav")).readAll();
            requireSame(AudioReader.of(song).readAll(), vocals.plus(List.of(rest)), 1e-6f);
            ModelException refused = assertThrows(
                    ModelException.class,
                    () -> ensemble.separate(
                            song, out, SeparationOptions.standard().withResidual(true)));
            assertTrue(refused.getMessage().contains("only if the models give the same stems"), refused.getMessage());
        }
    }

    @Test
    void aStemThatNotAllModelsGiveIsNotSetAgainstTheRest() {
        SeparationOptions options = SeparationOptions.standard().withTwoStems("drums");
        try (Ensemble ensemble = Ensemble.loadInstalled(List.of(four, two), EnsembleOptions.mean(), CPU)) {
            ModelException refused = assertThrows(
                    ModelException.class, () -> ensemble.separate(song, directory.resolve("out"), options));
            assertEquals(
                    "The model tiny-separator gives no stem \"drums\"; it gives vocals, accompaniment.",
                    refused.getMessage());
            assertTrue(Files.notExists(directory.resolve("out")));
        }
    }

    @Test
    void weightsAreOnePerModelAndForAMean() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Ensemble.loadInstalled(List.of(two, four), EnsembleOptions.mean(List.of(1.0)), CPU));
        assertThrows(IllegalArgumentException.class, () -> EnsembleOptions.mean(List.of(1.0, 0.0)));
        assertThrows(IllegalArgumentException.class, () -> new EnsembleOptions(Combination.MEDIAN, List.of(1.0, 2.0)));
    }

    @Test
    void whatIsClosedSeparatesNothing() {
        Ensemble ensemble = Ensemble.loadInstalled(List.of(two, four), EnsembleOptions.mean(), CPU);
        ensemble.close();
        Waveform sound = AudioReader.of(song).readAll();
        assertThrows(IllegalStateException.class, () -> ensemble.separate(sound));
    }
}
