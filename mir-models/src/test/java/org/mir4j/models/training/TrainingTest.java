// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.ExistingRun;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelDirectory;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.training.recipe.RecipeFile;
import org.mir4j.models.training.tagging.TaggingRecipe;
import org.mir4j.models.training.tagging.TaggingTraining;

/** Whole trainings on tones, which take a second each. */
class TrainingTest {
    @TempDir
    private Path directory;

    private Lab lab() {
        return new Lab(directory);
    }

    @Test
    void aNetworkLearnsTonesAndTheRunIsAModelThatTagsThem() throws IOException {
        Lab lab = lab();
        String recipe = Lab.recipe(
                "loss: {type: cross-entropy, smoothing: 0.05}",
                "optimiser: {type: adam, rate: 0.02}",
                "notes: [has heard tones only]",
                "epochs: 12",
                "seed: 1");
        assertTrue(lab.train(recipe, "run", false));
        double best = lab.epochs.stream()
                .mapToDouble(epoch -> epoch.validation().figures().get("accuracy"))
                .max()
                .orElseThrow();
        assertTrue(best > 0.9, "accuracy " + best);
        InstalledModel model = ModelDirectory.open(directory.resolve("run"));
        assertEquals(best, model.card().scores().get(2).value(), 1e-3);
        assertEquals("accuracy", model.card().scores().get(2).metric());
        assertEquals(List.of("has heard tones only"), model.card().notes());
        assertEquals(model.card().weightsSha256(), model.card().source().sha256());
        List<String> labels = Files.readAllLines(directory.resolve("run").resolve("labels.csv"));
        assertEquals(4, labels.size());
        assertTrue(labels.get(1).matches("\"low\",4,[01]\\.\\d{6},[01]\\.\\d{6}"), labels.get(1));
        int right = 0;
        try (Tagger tagger = Tagger.load(model, ModelOptions.on(Device.cpu()))) {
            for (int i = 0; i < 12; i++) {
                var scores = tagger.tag(directory.resolve("data/validation-" + i + ".wav"))
                        .scores();
                double sum = scores.of("low") + scores.of("high") + scores.of("noise");
                assertEquals(1, sum, 1e-5);
                right += scores.ranked()
                                .get(0)
                                .tag()
                                .equals(List.of("low", "high", "noise").get(i % 3))
                        ? 1
                        : 0;
            }
        }
        assertEquals(best, right / 12.0, 0.17); // windows at the end of a recording begin between frames
        assertTrue(lab.complaints.isEmpty(), lab.complaints.toString());
    }

    @Test
    void theSameSeedGivesTheSameLossesAndAnotherOthers() {
        Lab lab = lab();
        lab.train(Lab.usual(), "one", false);
        List<Double> first = new ArrayList<>(lab.losses);
        lab.train(Lab.usual(), "two", false);
        assertEquals(first, lab.losses);
        lab.train(Lab.usual().replace("seed: 7", "seed: 8"), "three", false);
        assertNotEquals(first, lab.losses);
    }

    @Test
    void aLossThatIsNotFiniteStopsWithTheStepAndTheBatch() {
        Lab lab = lab();
        String recipe =
                Lab.recipe("loss: {type: cross-entropy}", "optimiser: {type: sgd, rate: 1e30}", "epochs: 5", "seed: 1");
        String message = assertThrows(ModelException.class, () -> lab.train(recipe, "run", false))
                .getMessage();
        assertTrue(message.contains("not finite") && message.contains("step "), message);
        assertTrue(message.contains("train-"), message);
        assertTrue(message.contains("No checkpoint was written"), message);
    }

    @Test
    void patienceEndsATrainingThatDoesNotGetBetter() {
        Lab lab = lab();
        String recipe = Lab.recipe(
                "loss: {type: cross-entropy}",
                "optimiser: {type: sgd, rate: 1e-12}",
                "epochs: 9",
                "patience: 2",
                "seed: 1");
        assertTrue(lab.train(recipe, "run", false));
        assertTrue(lab.epochs.size() < 9, lab.epochs.size() + " epochs");
    }

    @Test
    void aFrozenPartStaysAsItIsWithItsStatistics() {
        Lab lab = lab();
        lab.train(Lab.usual().replace("epochs: 3", "epochs: 1"), "before", false);
        String frozen = Lab.usual().replace("epochs: 3", "epochs: 2") + "frozen: [encoder]\n";
        lab.train(frozen, "after", false);
        Map<String, Tensor> start = weightsOf(frozen);
        Map<String, Tensor> end =
                lab.files("after").load(lab.files("after").last()).weights();
        start.forEach((name, tensor) -> {
            if (name.startsWith("encoder.")) {
                assertEquals(tensor, end.get(name), name);
            }
        });
        assertNotEquals(start.get("classifier.output.weight"), end.get("classifier.output.weight"));
    }

    @Test
    void fixedNormsKeepTheirStatisticsAndAllElseLearns() {
        Lab lab = lab();
        String fixed = Lab.usual() + "fixedNorms: [encoder]\n";
        lab.train(fixed, "after", false);
        Map<String, Tensor> start = weightsOf(fixed);
        Map<String, Tensor> end =
                lab.files("after").load(lab.files("after").last()).weights();
        List<String> same = start.keySet().stream()
                .filter(name -> start.get(name).equals(end.get(name)))
                .toList();
        assertTrue(!same.isEmpty());
        assertTrue(same.stream().allMatch(name -> name.contains(".running_")), same.toString());
        assertTrue(
                same.containsAll(start.keySet().stream()
                        .filter(name -> name.startsWith("encoder.") && name.contains(".running_"))
                        .toList()),
                same.toString());
        assertTrue(lab.epochs.get(2).loss() < lab.epochs.get(0).loss());
    }

    /** The weights before the first step: stopped at once. */
    private Map<String, Tensor> weightsOf(String recipe) {
        Lab lab = new Lab(directory).stoppedAfter(0);
        lab.train(recipe, "start", false);
        return lab.files("start").load(lab.files("start").last()).weights();
    }

    @Test
    void theStartHasItsShareInTheWeightsThatComeOutAndNoneInWhatLearns() {
        Lab lab = lab();
        lab.train(Lab.usual().replace("epochs: 3", "epochs: 1"), "first", false);
        lab.install("first");
        Map<String, Tensor> start =
                ModelDirectory.open(directory.resolve("first")).weights();
        String alone = Lab.usual().replace("epochs: 3", "epochs: 1") + "init: tones\n";
        lab.train(alone, "alone", false);
        lab.train(alone + "startShare: 0.75\n", "shared", false);
        Map<String, Tensor> learned =
                lab.files("alone").load(lab.files("alone").last()).weights();
        assertEquals(
                learned, lab.files("shared").load(lab.files("shared").last()).weights());
        Map<String, Tensor> shared =
                ModelDirectory.open(directory.resolve("shared")).weights();
        assertNotEquals(start.get("classifier.output.weight"), learned.get("classifier.output.weight"));
        shared.forEach((name, tensor) -> {
            for (int i = 0; i < tensor.values().length; i++) {
                float expected = 0.75f * start.get(name).values()[i]
                        + 0.25f * learned.get(name).values()[i];
                assertEquals(expected, tensor.values()[i], 1e-6f * (1 + Math.abs(expected)), name);
            }
        });
    }

    @Test
    void aShareOfTheStartIsOneOfAModel() {
        String message = assertThrows(
                        ModelException.class, () -> lab().train(Lab.usual() + "startShare: 0.5\n", "run", false))
                .getMessage();
        assertTrue(message.contains("(init)"), message);
        message = assertThrows(ModelException.class, () -> lab().train(
                                Lab.usual() + "init: tones\nstartShare: 1\n", "run", false))
                .getMessage();
        assertTrue(message.contains("at least 0 and less than 1"), message);
    }

    @Test
    void partsThatAreNotThereAreRefusedByName() {
        for (String line : List.of("frozen: [encodr]", "fixedNorms: [encodr]", "rates: {encodr: 0.1}")) {
            String message = assertThrows(
                            ModelException.class, () -> lab().train(Lab.usual() + line + "\n", "run", false))
                    .getMessage();
            assertTrue(message.contains("encodr") && message.contains("classifier"), message);
        }
    }

    @Test
    void aBrokenRecordingIsLeftOutAndNamedAndNoneAtAllIsAnError() throws IOException {
        Lab lab = lab();
        lab.train(Lab.usual(), "good", false);
        new ToneDataset(12).write(directory.resolve("data"));
        Path broken = directory.resolve("empty");
        Files.createDirectories(broken);
        TrainingRequest request = new TrainingRequest(
                broken,
                directory.resolve("none"),
                directory.resolve("cache"),
                Optional.of(Device.cpu()),
                ExistingRun.KEEP);
        var store = new ModelStore(directory.resolve("home"), Optional.empty());
        TaggingTraining task = new TaggingTraining(
                (TaggingRecipe) RecipeFile.parse(Lab.usual(), "recipe.yaml"), new ToneDataset(12), request, store);
        String message = assertThrows(
                        DatasetException.class, () -> new Trainer<>(task, request).train(lab, () -> false))
                .getMessage();
        assertTrue(message.contains("None of the 12 tracks"), message);
        assertEquals(12, lab.complaints.size());
    }

    @Test
    void whatTheStartDoesNotGiveIsToldAndAFrozenPartIsNotLeftRandom() {
        Lab lab = lab();
        lab.train(Lab.usual().replace("epochs: 3", "epochs: 1"), "first", false);
        lab.install("first");
        String wider =
                Lab.usual().replace("channels: [4, 8]", "channels: [4, 6]").replace("hop: 64", "hop: 32")
                        + "init: tones\n";
        lab.complaints.clear();
        lab.train(wider, "second", false);
        assertTrue(lab.complaints.get(0).contains("start at random: 6 of encoder"), lab.complaints.toString());
        assertTrue(lab.complaints.get(1).contains("stft.hop 32 instead of 64"), lab.complaints.toString());
        String message = assertThrows(
                        ModelException.class, () -> lab.train(wider + "frozen: [encoder]\n", "third", false))
                .getMessage();
        assertTrue(message.contains("'encoder' is frozen, and would stay random"), message);
    }

    @Test
    void whatCannotBeValidatedIsRefusedBeforeTheFirstStep() {
        Lab lab = lab();
        for (int i = 0; i < 12; i++) {
            if (i % 3 != 0) {
                lab.damage("validation-" + i + ".wav"); // of one label all are left, of the others none
            }
        }
        String message = assertThrows(
                        DatasetException.class, () -> lab.train(Lab.usual() + "metric: roc-auc\n", "run", false))
                .getMessage();
        assertTrue(message.contains("roc-auc"), message);
        assertTrue(lab.losses.isEmpty());
    }

    @Test
    void theDirectoryOfATrainingIsAModelToStartFrom() {
        Lab lab = lab();
        lab.train(Lab.usual(), "first", false);
        double before = lab.epochs.get(0).loss();
        lab.train(Lab.usual() + "init: " + directory.resolve("first") + "\n", "second", false);
        assertTrue(lab.complaints.isEmpty(), lab.complaints.toString());
        double after = lab.epochs.get(0).loss();
        assertTrue(after < before, "the first epoch has the loss " + before + ", and goes on from there with " + after);
    }
}
