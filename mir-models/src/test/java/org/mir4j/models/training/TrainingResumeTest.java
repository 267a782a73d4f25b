// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Remedy;
import org.mir4j.models.ExistingRun;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.store.ModelDirectory;

/** Trainings that are stopped, resumed, begun anew, and that find something where they are to lie. */
class TrainingResumeTest {
    @TempDir
    private Path directory;

    private Lab lab() {
        return new Lab(directory);
    }

    @Test
    void aStoppedTrainingIsResumedAsIfNothingHadHappened() throws IOException {
        Lab lab = lab();
        String recipe = Lab.usual() + "average: 0.9\n";
        assertTrue(lab.train(recipe, "whole", false));
        List<Double> whole = new ArrayList<>(lab.losses);
        int epoch = whole.size() / 3;
        for (int stop : new int[] {2, epoch, epoch + 2}) {
            Lab interrupted = new Lab(directory).stoppedAfter(stop);
            String run = "stopped-" + stop;
            assertFalse(interrupted.train(recipe, run, false));
            List<Double> together = new ArrayList<>(interrupted.losses);
            lab.train(recipe, run, true);
            together.addAll(lab.losses);
            assertEquals(whole, together);
            assertEquals(withoutTimes("whole"), withoutTimes(run));
        }
        TrainingFiles one = lab.files("whole");
        TrainingFiles other = lab.files("stopped-2");
        requireSame(one.load(one.last()), other.load(other.last()));
        requireSame(one.load(one.best()), other.load(other.best()));
    }

    @Test
    void theMeanOfTheWeightsIsPublished() {
        Lab lab = lab();
        lab.train(Lab.usual() + "average: 0.9\n", "run", false);
        ResumeState best = lab.files("run").load(lab.files("run").best());
        Map<String, Tensor> published =
                ModelDirectory.open(directory.resolve("run")).weights();
        assertEquals(best.weights().keySet(), published.keySet());
        published.forEach((name, tensor) -> assertEquals(best.optimizerState().get("average." + name), tensor, name));
        assertNotEquals(best.weights(), published);
    }

    private static void requireSame(ResumeState expected, ResumeState found) {
        assertEquals(expected.weights(), found.weights());
        assertEquals(expected.optimizerState(), found.optimizerState());
    }

    /** The lines of a table of metrics without its last two columns. */
    private List<String> withoutTimes(String run) throws IOException {
        return Files.readAllLines(directory.resolve(run).resolve("metrics.csv")).stream()
                .map(line -> line.replaceAll(",[^,]*,[^,]*$", ""))
                .toList();
    }

    @Test
    void anotherRecipeIsNotResumed() {
        Lab lab = lab().stoppedAfter(2);
        lab.train(Lab.usual(), "run", false);
        String message = assertThrows(
                        MirException.class,
                        () -> lab.train(Lab.usual().replace("rate: 0.01", "rate: 0.02"), "run", true))
                .getMessage();
        assertTrue(message.contains("recipe.optimiser") && message.contains("0.02"), message);
        MirException kept = assertThrows(MirException.class, () -> lab.train(Lab.usual(), "run", false));
        assertTrue(kept.remedies().contains(Remedy.RESUME), kept.getMessage());
    }

    @Test
    void weightsThatAreNotFiniteAreNotWrittenOverTheLastGoodCheckpoint() {
        Lab lab = lab();
        String recipe = Lab.recipe(
                "loss: {type: cross-entropy}",
                "optimiser: {type: sgd, rate: 1e39}", // the first step goes too far
                "epochs: 5",
                "seed: 1");
        lab.stoppedAfter(0).train(recipe, "run", false);
        Lab broken = new Lab(directory).stoppedAfter(1);
        String message = assertThrows(ModelException.class, () -> broken.train(recipe, "run", true))
                .getMessage();
        assertTrue(
                message.contains(
                        "The last good checkpoint is " + lab.files("run").last()),
                message);
        assertTrue(lab.files("run").load(lab.files("run").last()).weights().values().stream()
                .allMatch(Tensor::isFinite));
    }

    @Test
    void aDamagedCheckpointIsNamed() throws IOException {
        Lab lab = lab().stoppedAfter(2);
        lab.train(Lab.usual(), "run", false);
        Files.writeString(lab.files("run").last(), "no checkpoint");
        String message = assertThrows(ModelException.class, () -> lab.train(Lab.usual(), "run", true))
                .getMessage();
        assertTrue(message.contains("last.safetensors"), message);
    }

    @Test
    void aTrainingCanBeBegunAnewAndNothingOfTheOldOneIsLeft() throws IOException {
        Lab lab = lab();
        lab.train(Lab.usual(), "run", false);
        String other = Lab.usual().replace("seed: 7", "seed: 8");
        lab.train(other, "fresh", false);
        List<Double> fresh = new ArrayList<>(lab.losses);
        assertTrue(lab.train(other, "run", ExistingRun.REPLACE));
        assertEquals(fresh, lab.losses);
        assertFalse(new Lab(directory).stoppedAfter(0).train(other, "run", ExistingRun.REPLACE));
        assertTrue(Files.exists(lab.files("run").last()));
        for (String name : List.of("best.safetensors", "metrics.csv", "labels.csv", "model.json")) {
            assertTrue(Files.notExists(directory.resolve("run").resolve(name)), name);
        }
    }

    @Test
    void whatIsThereStaysUntilTheNewTrainingIsKnownToBeWell() throws IOException {
        Lab lab = lab();
        lab.train(Lab.usual(), "run", false);
        byte[] before = Files.readAllBytes(lab.files("run").last());
        String broken = Lab.usual() + "frozen: [encodr]\n";
        assertThrows(ModelException.class, () -> lab.train(broken, "run", ExistingRun.REPLACE));
        assertArrayEquals(before, Files.readAllBytes(lab.files("run").last()));
        assertTrue(lab.train(Lab.usual(), "run", true)); // it can still be resumed, and is done
        assertTrue(lab.losses.isEmpty());
    }

    @Test
    void aModelWithoutItsCheckpointsIsNeitherReplacedNorResumed() throws IOException {
        Lab lab = lab();
        lab.train(Lab.usual(), "run", false);
        Files.delete(lab.files("run").last());
        String kept = assertThrows(MirException.class, () -> lab.train(Lab.usual(), "run", false))
                .getMessage();
        assertTrue(kept.contains("holds a run already"), kept);
        String lacking = assertThrows(MirException.class, () -> lab.train(Lab.usual(), "run", true))
                .getMessage();
        assertTrue(lacking.contains("there is no last.safetensors"), lacking);
        assertTrue(Files.exists(directory.resolve("run/model.json")));
    }

    @Test
    void anEvaluationIsNotReplacedAndADamagedRunIs() throws IOException {
        Lab lab = lab().stoppedAfter(0);
        Path other = Files.createDirectories(directory.resolve("other"));
        Files.writeString(other.resolve("run.json"), "{\"model\": \"tiny\"}");
        String message = assertThrows(MirException.class, () -> lab.train(Lab.usual(), "other", ExistingRun.REPLACE))
                .getMessage();
        assertTrue(message.contains("holds a run of another kind (evaluation"), message);
        Files.writeString(other.resolve("run.json"), "{");
        assertFalse(lab.train(Lab.usual(), "other", ExistingRun.REPLACE));
        assertTrue(Files.readString(other.resolve("run.json")).contains("training"));
    }

    @Test
    void wordsAboutAModelMayChangeWhileItIsTrained() {
        Lab lab = lab().stoppedAfter(2);
        lab.train(Lab.usual(), "run", false);
        assertTrue(new Lab(directory).train(Lab.usual() + "notes: [better said]\n", "run", true));
    }

    @Test
    void aStopDuringAValidationLeavesItToTheNextRun() throws IOException {
        Lab lab = lab();
        String recipe = Lab.usual() + "average: 0.9\n"; // which is exchanged for the weights meanwhile
        lab.train(recipe, "whole", false);
        int steps = lab.losses.size() / 3;
        Lab interrupted = new Lab(directory).stoppedInValidationAfter(steps);
        assertFalse(interrupted.train(recipe, "run", false));
        assertTrue(interrupted.epochs.isEmpty());
        assertTrue(lab.train(recipe, "run", true));
        assertEquals(3, lab.epochs.size());
        assertEquals(withoutTimes("whole"), withoutTimes("run"));
    }

    @Test
    void aTrainingIsNotResumedOnOtherRecordings() throws IOException {
        Lab lab = lab().stoppedAfter(2);
        lab.train(Lab.usual(), "run", false);
        lab.damage("train-3.wav");
        String message = assertThrows(MirException.class, () -> lab.train(Lab.usual(), "run", true))
                .getMessage();
        assertTrue(message.contains("12 and 12") && message.contains("11 and 12"), message);
        Lab changed = new Lab(directory);
        changed.replace("train-3.wav");
        String other = assertThrows(MirException.class, () -> changed.train(Lab.usual(), "run", true))
                .getMessage();
        assertTrue(other.contains("12 and 12"), other);
    }
}
