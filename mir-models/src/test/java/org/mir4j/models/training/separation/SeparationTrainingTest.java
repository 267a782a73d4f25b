// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.error.MirException;
import org.mir4j.models.ExistingRun;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinySeparator;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.separation.StemAudio;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelDirectory;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.training.Trainer;
import org.mir4j.models.training.TrainingListener;
import org.mir4j.models.training.TrainingRequest;
import org.mir4j.models.training.recipe.RecipeFile;

/** Small trainings of separators, which learn to tell a high voice from a low band. */
class SeparationTrainingTest {

    private static final String RECIPE =
            """
            name: high-and-low
            data:
              train: [{dataset: tones, split: train}]
              validation: [{dataset: tones, split: validation}]
            separator:
              sampleRate: 8000
              channels: 1
              stft: {fftSize: 128, windowLength: 128, hop: 32, window: hann-periodic, padding: zeros}
              network: {type: u-net, channels: [8, 8], kernel: 3, decoder: interpolation, skips: true, mask: softmax}
              stems: [vocals, accompaniment]
              segment: {frames: 64, overlap: 32}
            frames: 32
            remix: {together: 0.5, gain: 6, swap: true, pan: 0.2, speed: 0.05}
            loss: {magnitude: 1, complex: 0.5, waveform: 0.5}
            optimiser: {type: adam, rate: 0.01, decay: 0, clip: 1}
            average: 0.8
            batch: 4
            steps: 12
            epochs: 3
            seed: 5
            """;

    @TempDir
    Path root;

    private final List<Double> losses = new ArrayList<>();
    private final List<TrainingListener.EpochReport> epochs = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private int stopAfter = Integer.MAX_VALUE;

    private final TrainingListener progress = new TrainingListener() {
        @Override
        public void stepped(StepReport step) {
            losses.add(step.loss());
        }

        @Override
        public void finished(EpochReport epoch) {
            epochs.add(epoch);
        }

        @Override
        public void prepared(String work, int done, int all) {
            assertTrue(done <= all);
        }

        @Override
        public void leftOut(Path file, MirException reason) {
            complaints.add(reason.getMessage());
        }

        @Override
        public void warned(String message) {
            complaints.add(message);
        }
    };

    @BeforeEach
    void songs() throws IOException {
        Files.createDirectories(root.resolve("data"));
        HighAndLow.write(root.resolve("data"));
    }

    private boolean train(String directory, ExistingRun existing) {
        return train(RECIPE, directory, existing);
    }

    private boolean train(String text, String directory, ExistingRun existing) {
        losses.clear();
        epochs.clear();
        SeparationRecipe recipe = (SeparationRecipe) RecipeFile.parse(text, "recipe.yaml");
        TrainingRequest request = new TrainingRequest(
                root.resolve("data"),
                root.resolve(directory),
                root.resolve("cache"),
                Optional.of(Device.cpu()),
                existing);
        ModelStore store = new ModelStore(root.resolve("home"), Optional.empty());
        SeparationTraining task = new SeparationTraining(recipe, SeparationTrainingTest::dataset, request, store);
        return new Trainer<>(task, request).train(progress, () -> losses.size() >= stopAfter);
    }

    private static Dataset dataset(Path folder, String name) {
        return name.equals("mixtures") ? new Mixtures() : new HighAndLow();
    }

    @Test
    void itLearnsToSeparateSongsAndTheRunIsASeparator() {
        assertTrue(train("run", ExistingRun.KEEP));
        assertEquals(List.of(), complaints);
        TrainingListener.EpochReport last = epochs.get(2);
        assertTrue(last.loss() < 0.7 * losses.get(0), losses.get(0) + " to " + last.loss());
        assertEquals(
                List.of("sdr", "sdr_vocals", "sdr_accompaniment"),
                List.copyOf(last.validation().figures().keySet()));
        assertTrue(last.validation().value() > 6, last.validation().toString());
        InstalledModel model = ModelDirectory.open(root.resolve("run"));
        assertEquals(2, model.card().scores().size());
        Map<String, Waveform> song = HighAndLow.song(99);
        try (Separator separator = Separator.load(model, ModelOptions.on(Device.cpu()))) {
            StemAudio found = separator.separate(HighAndLow.mixture(song));
            for (String stem : song.keySet()) {
                double ratio = ratio(song.get(stem), found.stems().get(stem));
                assertTrue(ratio > 5, stem + ": " + ratio + " dB");
            }
        }
    }

    /** A network of Spleeter's with so many channels at its deepest level. */
    private static String spleeter(int width) {
        return RECIPE.replaceAll(
                        "network: .*\n",
                        "network: {type: spleeter, channels: [6, 8, " + width
                                + "], bins: 64, frames: 32, extension: average, remainder: true}\n")
                .replace("steps: 12", "steps: 40");
    }

    @Test
    void aSpleeterLearnsAndANarrowerOneStartsFromIt() {
        assertTrue(train(spleeter(16), "wide", ExistingRun.KEEP));
        assertEquals(List.of(), complaints);
        double wide = epochs.get(2).validation().value();
        assertTrue(epochs.get(2).loss() < 0.8 * losses.get(0), losses.get(0) + " to " + epochs.get(2));
        String still = spleeter(8).replace("rate: 0.01", "rate: 1e-12").replace("steps: 40", "steps: 1");
        assertTrue(train(still + "init: " + root.resolve("wide") + "\n", "narrow", ExistingRun.KEEP));
        double narrow = epochs.get(2).validation().value();
        assertTrue(train(still, "random", ExistingRun.KEEP));
        double random = epochs.get(2).validation().value();
        assertTrue(narrow > random + 0.7 * (wide - random), wide + ", narrower " + narrow + ", random " + random);
    }

    private static double ratio(Waveform truth, Waveform found) {
        double energy = 0;
        double error = 0;
        for (int n = 0; n < truth.length(); n++) {
            double wrong = truth.channels()[0][n] - found.channels()[0][n];
            energy += truth.channels()[0][n] * truth.channels()[0][n];
            error += wrong * wrong;
        }
        return 10 * Math.log10(energy / error);
    }

    @Test
    void aResumedTrainingLearnsTheSame() {
        requireSameWhenResumed(RECIPE, 17);
    }

    /** A recipe of a teacher, whose songs without stems are learned from beside those with stems. */
    private String taught() {
        TinySeparator.install(root.resolve("teacher"), TinySeparator.task(1, new MaskingTask.Segment(64, 16, 0)));
        for (int number = 0; number < Mixtures.SONGS; number++) {
            Mixtures.write(root.resolve("data"), number);
        }
        return RECIPE.replace("split: train}]", "split: train}, {dataset: mixtures, split: all, share: 2}]")
                        .replace("steps: 12", "steps: 2")
                        .replace("epochs: 3", "epochs: 2")
                + "teachers: {models: [" + root.resolve("teacher") + "]}\n";
    }

    @Test
    void aTeacherFindsTheStemsOfSongsThatHaveNone() {
        String recipe = taught();
        assertTrue(train(recipe, "run", ExistingRun.KEEP));
        assertEquals(List.of(), complaints);
        List<String> notes = ModelDirectory.open(root.resolve("run")).card().notes();
        assertTrue(
                notes.get(0).startsWith("Learned from the stems that tiny-separator found in 3 songs without stems"),
                notes.toString());
        List<Double> doubted = List.copyOf(losses);
        train(recipe.replace("]}\n", "], confidence: 0}\n"), "trusting", ExistingRun.KEEP);
        assertTrue(losses.get(0) > 1.05 * doubted.get(0), losses + " and with weights " + doubted);
    }

    @Test
    void recordingsCanBeAStemAsAWhole() {
        String recipe = taught().replaceAll("teachers: .*\n", "")
                .replace("{dataset: mixtures, split: all, share: 2}", "{dataset: mixtures, split: all, stem: vocals}");
        assertTrue(train(recipe, "run", ExistingRun.KEEP));
        assertEquals(List.of(), complaints);
        assertEquals(List.of(), ModelDirectory.open(root.resolve("run")).card().notes());
        String drums = recipe.replace("stem: vocals", "stem: drums");
        String message = assertThrows(MirException.class, () -> train(drums, "none", ExistingRun.KEEP))
                .getMessage();
        assertEquals(
                "The recipe takes mixtures for the stem 'drums', and the separator has vocals, accompaniment.",
                message);
        String twice = RECIPE.replace("split: train}", "split: train, stem: vocals}");
        message = assertThrows(MirException.class, () -> train(twice, "none", ExistingRun.KEEP))
                .getMessage();
        assertTrue(message.startsWith("The dataset tones of the recipe has stems of its own"), message);
    }

    @Test
    void aPartOfTheSongsCanBeHeldOut() {
        String recipe = taught().replaceAll("validation: .*\n", "holdOut: 0.4\n");
        assertTrue(train(recipe, "run", ExistingRun.KEEP));
        List<ModelCard.MeasuredScore> scores =
                ModelDirectory.open(root.resolve("run")).card().scores();
        String dataset = scores.get(0).dataset();
        assertTrue(
                dataset.startsWith("3 songs") && dataset.endsWith("teachers"), dataset); // of 4 with stems, 3 without
        List<Double> once = List.copyOf(losses);
        train(recipe, "again", ExistingRun.KEEP);
        assertEquals(once, losses);
        String all = recipe.replace("0.4", "0.99");
        String message = assertThrows(MirException.class, () -> train(all, "none", ExistingRun.KEEP))
                .getMessage();
        assertTrue(message.contains("holds out 7 of 7 songs of which all stems can be had"), message);
        String voices = recipe.replaceAll("teachers: .*\n", "")
                .replace("split: all, share: 2}", "split: all, stem: vocals}")
                .replace("0.4", "0.99");
        message = assertThrows(MirException.class, () -> train(voices, "none", ExistingRun.KEEP))
                .getMessage();
        assertTrue(message.contains("holds out 4 of 4 songs"), message);
    }

    @Test
    void aResumedTrainingByATeacherLearnsTheSame() {
        requireSameWhenResumed(taught(), 3);
    }

    @Test
    void songsWithoutStemsNeedATeacherAndATeacherNeedsThem() {
        String taught = taught();
        String alone = taught.replaceAll("teachers: .*\n", "");
        String message = assertThrows(MirException.class, () -> train(alone, "run", ExistingRun.KEEP))
                .getMessage();
        assertTrue(message.startsWith("The dataset mixtures of the recipe has no stems; name separators"), message);
        String idle = RECIPE + taught.substring(taught.indexOf("teachers: "));
        message = assertThrows(MirException.class, () -> train(idle, "run", ExistingRun.KEEP))
                .getMessage();
        assertTrue(message.startsWith("The recipe has teachers, and all of its songs have stems"), message);
    }

    private void requireSameWhenResumed(String recipe, int stop) {
        train(recipe, "whole", ExistingRun.KEEP);
        List<Double> expected = List.copyOf(losses);
        stopAfter = stop;
        assertFalse(train(recipe, "parts", ExistingRun.KEEP));
        stopAfter = Integer.MAX_VALUE;
        List<Double> first = List.copyOf(losses);
        assertTrue(train(recipe, "parts", ExistingRun.RESUME));
        List<Double> all = new ArrayList<>(first);
        all.addAll(losses);
        assertEquals(expected.size(), all.size());
        for (int step = 0; step < expected.size(); step++) {
            assertEquals(expected.get(step), all.get(step), 1e-5, "step " + (step + 1));
        }
    }
}
