// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.training.recipe.RecipeFile;

/** Which epoch is the best one, and when there is no hope of another, from validations that are written down here. */
class TrainingRunTest {

    private static final double UNDEFINED = Double.NaN;

    @TempDir
    private Path directory;

    private final List<Integer> published = new ArrayList<>();

    /** A figure, the higher the better, and a loss. */
    private record Written(double value, double loss) implements Validation {

        @Override
        public Map<String, Double> figures() {
            return Map.of("accuracy", value);
        }

        @Override
        public String metric() {
            return "accuracy";
        }
    }

    /** Epochs of one step that does nothing, with validations as written. */
    private final class WrittenCourse implements Course {

        private final Iterator<Written> validations;

        WrittenCourse(List<Written> validations) {
            this.validations = validations.iterator();
        }

        @Override
        public String recordings() {
            return "none";
        }

        @Override
        public int steps() {
            return 1;
        }

        @Override
        public Feed epoch(int epoch, int from) {
            return new OneStep();
        }

        @Override
        public Optional<Validation> validate(BooleanSupplier stopped) {
            return Optional.of(validations.next());
        }

        @Override
        public Map<String, Tensor> weights() {
            return new LinkedHashMap<>(Map.of("weight", new Tensor(new long[] {1}, new float[] {1})));
        }

        @Override
        public Map<String, Tensor> averaged() {
            return weights();
        }

        @Override
        public Map<String, Tensor> memory() {
            return Map.of();
        }

        @Override
        public void publish(Map<String, Tensor> weights, Validation validation, int epoch) {
            published.add(epoch);
        }

        @Override
        public void close() {
            // owns nothing
        }
    }

    private static final class OneStep implements Course.Feed, Course.Step {

        private boolean done;

        @Override
        public boolean hasNext() {
            return !done;
        }

        @Override
        public Course.Step next() {
            done = true;
            return this;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public List<String> names() {
            return List.of("nothing");
        }

        @Override
        public double learn(double factor, long number) {
            return 1;
        }

        @Override
        public void close() {
            // owns nothing
        }
    }

    private static final class Deaf implements TrainingListener {

        @Override
        public void stepped(TrainingListener.StepReport step) {
            // nothing to see
        }

        @Override
        public void finished(TrainingListener.EpochReport epoch) {
            // nothing to see
        }
    }

    private static Written written(double value, double loss) {
        return new Written(value, loss);
    }

    /** The epochs that were published, of those that the patience allowed. */
    private List<Integer> published(int patience, Written... validations) {
        train(patience, TrainingState.start(), validations);
        return published;
    }

    private void train(int patience, TrainingState state, Written... validations) {
        int epochs = state.epoch() + validations.length;
        String recipe = Lab.recipe(
                "loss: {type: cross-entropy}",
                "optimiser: {type: sgd, rate: 1}",
                "epochs: " + epochs,
                "patience: " + patience,
                "seed: 1");
        TrainingFiles files = new TrainingFiles(directory);
        WrittenCourse course = new WrittenCourse(Arrays.asList(validations));
        assertTrue(
                new TrainingRun(RecipeFile.parse(recipe, "recipe.yaml"), course, files, state, new Deaf(), () -> false)
                        .train());
    }

    @Test
    void ofTheSameFigureTheSmallerLossIsBetter() {
        assertEquals(
                List.of(1, 3, 4),
                published(0, written(1, 0.429), written(1, 0.43), written(1, 0.2), written(1, 0.0075)));
    }

    @Test
    void aBetterFigureIsBetterWhateverItsLoss() {
        assertEquals(List.of(1, 2), published(0, written(0.5, 0.1), written(0.6, 0.9), written(0.5, 0.01)));
    }

    @Test
    void anUndefinedFigureIsWorseThanAnyNumber() {
        assertEquals(
                List.of(1, 2, 4),
                published(
                        0,
                        written(UNDEFINED, 0.1),
                        written(0, 0.9),
                        written(UNDEFINED, 0.01),
                        written(0.1, UNDEFINED)));
        published.clear();
        assertEquals(
                List.of(1, 2, 3),
                published(
                        0, written(UNDEFINED, UNDEFINED), written(UNDEFINED, 3), written(Double.NEGATIVE_INFINITY, 2)));
    }

    @Test
    void patienceCountsFromTheLastImprovementOfFigureOrLoss() {
        assertEquals(
                List.of(1, 2, 3),
                published(
                        2,
                        written(1, 0.4),
                        written(1, 0.3),
                        written(1, 0.2),
                        written(1, 0.2),
                        written(1, 0.25),
                        written(1, 0.1)));
        assertEquals(5, epochsOnFile());
    }

    private long epochsOnFile() {
        return new TrainingFiles(directory)
                .load(directory.resolve("last.safetensors"))
                .state()
                .epoch();
    }

    @Test
    void theBestLossIsRememberedFromRunToRun() {
        train(0, TrainingState.start(), written(1, 0.2));
        TrainingState state = new TrainingFiles(directory)
                .load(directory.resolve("last.safetensors"))
                .state();
        train(0, state, written(1, 0.3), written(1, 0.1));
        assertEquals(List.of(1, 3), published);
    }

    @Test
    void aCheckpointOfAnOlderProgramKnowsNoBestLoss() {
        Map<String, String> notes = TrainingState.start().validated(written(1, 0.2)).notes().entrySet().stream()
                .filter(note -> !note.getKey().equals("bestLoss"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertTrue(TrainingState.of(notes).isImprovedBy(written(1, 0.3)));
    }
}
