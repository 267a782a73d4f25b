// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.models.ExistingRun;
import org.mir4j.models.TinyModel;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.training.recipe.RecipeFile;

/** Which epoch is the best one, and when there is no hope of another, from validations that are written down here. */
class TrainerTest {

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

    /** A batch of nothing. */
    private record Nothing() implements TrainingBatch {

        @Override
        public int size() {
            return 1;
        }

        @Override
        public List<String> names() {
            return List.of("nothing");
        }
    }

    /** Epochs of one step of one weight, with validations as written. */
    private final class WrittenTask implements TrainingTask<Nothing, Written> {

        private final Recipe recipe;
        private final Iterator<Written> validations;
        private final Linear network = Linear.builder().setUnits(1).build();

        WrittenTask(Recipe recipe, List<Written> validations) {
            this.recipe = recipe;
            this.validations = validations.iterator();
        }

        @Override
        public Recipe recipe() {
            return recipe;
        }

        @Override
        public Map<String, String> identity() {
            return Map.of();
        }

        @Override
        public ParameterGroups build(NDManager manager) {
            return ParameterGroups.whole(network, new Shape(1, 1));
        }

        @Override
        public Map<String, Tensor> initialWeights() {
            return Map.of();
        }

        @Override
        public String prepare(TrainingListener listener) {
            return "none";
        }

        @Override
        public int steps() {
            return 1;
        }

        @Override
        public IntFunction<Nothing> batches(int epoch) {
            return step -> new Nothing();
        }

        @Override
        public Supplier<NDArray> loss(Nothing batch, ForwardContext pass, NDManager scope, Random random) {
            NDArray one = scope.ones(new Shape(1, 1));
            return () -> pass.through(network, one).square().sum();
        }

        @Override
        public Optional<Written> validate(ForwardContext pass, NDManager manager, BooleanSupplier stopped) {
            return Optional.of(validations.next());
        }

        @Override
        public ModelCard card(Written validation, int epoch) {
            published.add(epoch);
            return TinyModel.card("tiny");
        }
    }

    private static Written written(double value, double loss) {
        return new Written(value, loss);
    }

    /** The epochs that were published, of those that the patience allowed. */
    private List<Integer> published(int patience, Written... validations) {
        trainer(validations.length, patience, ExistingRun.REPLACE, validations)
                .train(new TrainingListener() {}, () -> false);
        return published;
    }

    private Trainer<Nothing, Written> trainer(int epochs, int patience, ExistingRun existing, Written... validations) {
        String recipe = Lab.recipe(
                "loss: {type: cross-entropy}",
                "optimiser: {type: sgd, rate: 0.1}",
                "epochs: " + epochs,
                "patience: " + patience,
                "seed: 1");
        TrainingRequest request = new TrainingRequest(
                directory, directory.resolve("run"), directory, Optional.of(Device.cpu()), existing);
        return new Trainer<>(
                new WrittenTask(RecipeFile.parse(recipe, "recipe.yaml"), Arrays.asList(validations)), request);
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
        return files().load(files().last()).progress().epoch();
    }

    private TrainingFiles files() {
        return new TrainingFiles(directory.resolve("run"));
    }

    @Test
    void theBestLossIsRememberedFromRunToRun() {
        AtomicInteger epochs = new AtomicInteger();
        TrainingListener counting = new TrainingListener() {
            @Override
            public void finished(EpochReport epoch) {
                epochs.incrementAndGet();
            }
        };
        Trainer<Nothing, Written> first = trainer(3, 0, ExistingRun.KEEP, written(1, 0.2));
        assertFalse(first.train(counting, () -> epochs.get() == 1));
        Trainer<Nothing, Written> second = trainer(3, 0, ExistingRun.RESUME, written(1, 0.3), written(1, 0.1));
        assertTrue(second.train(counting, () -> false));
        assertEquals(List.of(1, 3), published);
    }

    @Test
    void aCheckpointOfAnOlderProgramKnowsNoBestLoss() {
        Map<String, String> notes = ResumeState.Progress.start().validated(written(1, 0.2)).notes().entrySet().stream()
                .filter(note -> !note.getKey().equals("bestLoss"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertTrue(ResumeState.Progress.of(notes).isImprovedBy(written(1, 0.3)));
    }
}
