// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;
import org.mir4j.models.explanation.Explainer;
import org.mir4j.models.explanation.Inspector;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelDirectory;

/** Trainings on threads of all kinds, one after the other and side by side: each gives what it gives alone. */
@Timeout(300)
class TrainingThreadsTest {

    private static final String USUAL = Lab.usual().replace("epochs: 3", "epochs: 1");
    private static final String OTHER = USUAL.replace("seed: 7", "seed: 8");

    @TempDir
    private static Path directory;

    private static List<Double> usualAlone;
    private static List<Double> otherAlone;
    private static InstalledModel model;

    @BeforeAll
    static void trainAlone() {
        usualAlone = losses(lab("usual"), USUAL);
        otherAlone = losses(lab("other"), OTHER);
        model = ModelDirectory.open(directory.resolve("other/run"));
    }

    private static <T> T onNewThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task, "test").start();
        return task.get();
    }

    private static Lab lab(String name) {
        return new Lab(directory.resolve(name));
    }

    private static List<Double> losses(Lab lab, String recipe) {
        assertTrue(lab.train(recipe, "run", false));
        return List.copyOf(lab.losses);
    }

    @Test
    void aTrainingOnAnyThreadGivesWhatItGivesOnTheFirst() throws Exception {
        List<Double> expected = usualAlone;
        assertEquals(expected, onNewThread(() -> losses(lab("thread"), USUAL)));
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            assertEquals(
                    expected,
                    executor.submit(() -> losses(lab("executor"), USUAL)).get());
            assertEquals(
                    expected, executor.submit(() -> losses(lab("again"), USUAL)).get());
        } finally {
            executor.shutdown();
        }
        assertEquals(expected, losses(lab("after"), USUAL));
    }

    @Test
    void trainingsOnTwoThreadsTakeTurnsAndEachGivesWhatItGivesAlone() throws Exception {
        CyclicBarrier afterEveryStep = new CyclicBarrier(2); // so that their steps alternate
        Lab one = lab("one").afterEveryStep(() -> meet(afterEveryStep));
        Lab two = lab("two").afterEveryStep(() -> meet(afterEveryStep));
        FutureTask<List<Double>> beside = new FutureTask<>(() -> losses(two, OTHER));
        new Thread(beside, "test").start();
        List<Double> found = losses(one, USUAL);
        assertEquals(usualAlone, found);
        assertEquals(otherAlone, beside.get());
        assertNotEquals(found, beside.get());
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aListenerOfATrainingMayTrainExplainAndInspect() throws Exception {
        List<Object> found = new ArrayList<>();
        Lab outer = lab("outer");
        outer.afterEveryStep(() -> {
            if (outer.losses.size() == 2) {
                found.add(losses(lab("inner"), OTHER));
                found.add(explained(model));
                found.add(elsewhere(() -> explained(model)));
            }
        });
        assertEquals(usualAlone, losses(outer, USUAL));
        assertEquals(List.of(otherAlone, explained(model), explained(model)), found);
    }

    private static List<Object> explained(InstalledModel model) {
        try (Explainer explainer = Explainer.load(model);
                Inspector inspector = Inspector.load(model)) {
            float[] samples = new float[model.card().tagging().windowSamples()];
            for (int n = 0; n < samples.length; n++) {
                samples[n] = (float) Math.sin(0.3 * n);
            }
            String layer = inspector.layers().get(0).name();
            return List.of(
                    explainer.explain(samples, "high").logit(),
                    inspector.excite(layer, 0).after());
        }
    }

    private static <T> T elsewhere(Callable<T> work) {
        try {
            return onNewThread(work);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aListenerOfAnExplanationMayTrain() {
        Path recording = directory.resolve("other/data/validation-1.wav");
        List<List<Double>> found = new ArrayList<>();
        try (Explainer explainer = Explainer.load(model)) {
            explainer.explain(recording, "high", stretch -> {
                if (found.isEmpty()) {
                    found.add(losses(lab("explained"), USUAL));
                    found.add(elsewhere(() -> losses(lab("elsewhere"), USUAL)));
                }
            });
        }
        assertEquals(List.of(usualAlone, usualAlone), found);
    }

    @Test
    void anInterruptedTrainingSaysSo() throws Exception {
        Lab lab = lab("interrupted");
        lab.afterEveryStep(() -> Thread.currentThread().interrupt());
        boolean marked = onNewThread(() -> {
            assertThrows(MirException.class, () -> lab.train(USUAL, "run", false));
            return Thread.interrupted();
        });
        assertTrue(marked);
        assertEquals(1, lab.losses.size());
    }
}
