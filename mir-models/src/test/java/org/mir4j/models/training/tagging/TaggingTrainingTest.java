// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.training.recipe.RecipeFile;
import org.mir4j.models.training.recipe.Recipes;

/** Steps of small networks on random numbers. */
class TaggingTrainingTest {

    private static final List<String> LABELS = List.of("one", "two", "three");
    private static final int BATCH = 4;
    private static final String RECIPE =
            """
            name: random
            data: {dataset: none, train: [train], validation: [validation]}
            window: 0.5
            """
                    + Recipes.frontEnd(0, 1)
                    + """
            loss: {type: binary-cross-entropy}
            batch: 4
            epochs: 1
            seed: 5
            """;
    private static final String CONVOLUTIONS =
            """
            network:
              encoder: {type: fcn, channels: [4, 8], pooling: [[4, 4], [4, 4]]}
              pooling: {type: auto, initialAlpha: 1, perClass: true, penalty: 0.01}
              classifier: {hidden: 6, norm: true, activation: relu, dropout: 0.2}
            """;
    private static final String TRANSFORMER =
            """
            network:
              encoder: {type: frames, norm: true}
              sequence:
                - {type: recurrent, cell: lstm, hidden: 4, layers: 1, bidirectional: true}
                - type: transformer
                  width: 8
                  heads: 2
                  layers: 1
                  feedForward: 16
                  activation: gelu
                  norm: pre
                  positions: rotary
                  dropout: 0.1
              pooling: {type: attention, hidden: 4}
              classifier: {hidden: 0, norm: false}
            """;
    private static final String ADAM = "optimiser: {type: adam, rate: 0.01, decay: 0.01, clip: 1}\n";
    private static final String CHANGED =
            "augmentation: {gain: 6, mixUp: 0.3, timeMasks: {count: 2, widest: 0.2}, frequencyMasks: {count: 1, widest:"
                    + " 0.3}}\n";

    private static TaggingSteps steps(String recipe) {
        return steps(recipe, Map.of());
    }

    private static TaggingSteps steps(String recipe, Map<String, Tensor> start) {
        TaggingRecipe read = (TaggingRecipe) RecipeFile.parse(recipe, "recipe.yaml");
        return new TaggingSteps(read, ModelSpec.of(read, Optional.empty(), LABELS), start);
    }

    private static TaggingBatch batch(long seed) {
        return batch(seed, BATCH);
    }

    private static TaggingBatch batch(long seed, int windows) {
        Random random = new Random(seed);
        int frames = 63;
        ByteBuffer features =
                ByteBuffer.allocateDirect(windows * frames * 16 * 2).order(ByteOrder.nativeOrder());
        for (int i = 0; i < windows * frames * 16; i++) {
            features.putShort((short) (0xC000 | random.nextInt(0x1000))); // halves from -2 to -32
        }
        float[] targets = new float[windows * LABELS.size()];
        float[] weights = new float[targets.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = random.nextInt(2);
            weights[i] = i == 0 ? 0 : 1;
        }
        int[] valid = new int[windows];
        Arrays.fill(valid, frames);
        return new TaggingBatch(
                Collections.nCopies(windows, new Crop(null, 0)), features.flip(), valid, targets, weights);
    }

    @ParameterizedTest
    @ValueSource(strings = {CONVOLUTIONS, TRANSFORMER})
    void aStepLeavesNoNativeMemoryBehind(String network) {
        try (TaggingSteps steps = steps(RECIPE + network + ADAM + CHANGED + "average: 0.9\n")) {
            steps.learn(batch(0), 1, 1); // makes the optimiser's state
            int before = steps.arrays();
            for (int step = 2; step < 8; step++) {
                steps.learn(batch(step), 1, step);
                int now = step;
                steps.averagedLoss(batch(now));
            }
            assertEquals(before, steps.arrays());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CONVOLUTIONS, TRANSFORMER})
    void manyStepsOnOneBatchMakeItsLossSmall(String network) {
        try (TaggingSteps steps = steps(RECIPE + network + ADAM)) {
            double first = steps.averagedLoss(batch(0));
            for (int step = 1; step <= 150; step++) {
                steps.learn(batch(0), 1, step);
            }
            double last = steps.averagedLoss(batch(0));
            assertTrue(last < 0.5 * first, first + " to " + last);
        }
    }

    @Test
    void whatIsUnknownChangesNothing() {
        TaggingBatch known = batch(0);
        TaggingBatch other = batch(0);
        other.targets()[0] = 1 - other.targets()[0];
        try (TaggingSteps one = steps(RECIPE + CONVOLUTIONS + ADAM);
                TaggingSteps two = steps(RECIPE + CONVOLUTIONS + ADAM)) {
            assertEquals(one.learn(known, 1, 1), two.learn(other, 1, 1));
            assertEquals(one.weights(), two.weights());
        }
    }

    @Test
    void theRateOfAPartIsMultipliedByItsFactorAndThatOfTheSchedule() {
        String sgd = "optimiser: {type: sgd, rate: 0.1}\n";
        Map<String, Tensor> start;
        Map<String, Tensor> whole;
        Map<String, Tensor> tenth;
        Map<String, Tensor> none;
        try (TaggingSteps steps = steps(RECIPE + CONVOLUTIONS + sgd)) {
            start = steps.weights();
            steps.learn(batch(0), 1, 1);
            whole = steps.weights();
        }
        try (TaggingSteps steps = steps(RECIPE + CONVOLUTIONS + sgd + "rates: {encoder: 0.1}\n")) {
            steps.learn(batch(0), 1, 1);
            tenth = steps.weights();
        }
        try (TaggingSteps steps = steps(RECIPE + CONVOLUTIONS + sgd)) {
            steps.learn(batch(0), 0, 1);
            none = steps.weights();
        }
        String encoder = "encoder.layer1.conv.weight";
        String classifier = "classifier.output.weight";
        assertEquals(0.1, change(start, tenth, encoder) / change(start, whole, encoder), 1e-3);
        assertEquals(1, change(start, tenth, classifier) / change(start, whole, classifier), 1e-3);
        assertEquals(start.get(encoder), none.get(encoder));
    }

    @Test
    void aGradientIsClippedToItsLongestNorm() {
        String sgd = "optimiser: {type: sgd, rate: 1, clip: 1e-3}\n";
        try (TaggingSteps steps = steps(RECIPE + CONVOLUTIONS + sgd)) {
            Map<String, Tensor> start = steps.weights();
            steps.learn(batch(0), 1, 1);
            Map<String, Tensor> end = steps.weights();
            double squares = 0;
            for (String name : start.keySet()) {
                if (!name.contains("running")) {
                    squares += Math.pow(change(start, end, name), 2);
                }
            }
            assertEquals(1e-3, Math.sqrt(squares), 1e-5);
        }
    }

    @Test
    void alphaStaysWithinItsLimitsHoweverLongTheStep() {
        String limited = CONVOLUTIONS.replace("penalty: 0.01", "maxAlpha: 1.5, nonNegative: true");
        double[] free = alphaAfterALongStep(CONVOLUTIONS);
        assertTrue(Arrays.stream(free).anyMatch(alpha -> alpha < 0 || alpha > 1.5), Arrays.toString(free));
        double[] kept = alphaAfterALongStep(limited);
        assertTrue(Arrays.stream(kept).allMatch(alpha -> alpha >= 0 && alpha <= 1.5), Arrays.toString(kept));
        assertTrue(Arrays.stream(kept).anyMatch(alpha -> alpha == 0 || alpha == 1.5), Arrays.toString(kept));
    }

    private static double[] alphaAfterALongStep(String network) {
        try (TaggingSteps steps = steps(RECIPE + network + "optimiser: {type: sgd, rate: 1e5}\n")) {
            steps.learn(batch(0), 1, 1);
            float[] alpha = steps.weights().get("pooling.alpha").values();
            return IntStream.range(0, alpha.length).mapToDouble(k -> alpha[k]).toArray();
        }
    }

    @Test
    void aBatchOfOneWindowIsRefusedWhereItsClassifierTakesStatisticsOverABatch() {
        String one = RECIPE.replace("batch: 4", "batch: 1");
        String message = assertThrows(IllegalArgumentException.class, () -> steps(one + CONVOLUTIONS + ADAM))
                .getMessage();
        assertTrue(message.contains("at least 2") && message.contains("norm: false"), message);
        steps(one + CONVOLUTIONS.replace("norm: true", "norm: false") + ADAM).close();
        try (TaggingSteps frozen = steps(one + CONVOLUTIONS + ADAM + "frozen: [classifier]\n")) {
            assertTrue(Double.isFinite(frozen.learn(batch(0, 1), 1, 1)));
        }
        try (TaggingSteps frames =
                steps(one + CONVOLUTIONS.replace("  pooling:", "  level: scores\n  pooling:") + ADAM)) {
            assertTrue(Double.isFinite(frames.learn(batch(0, 1), 1, 1)));
        }
    }

    @Test
    void mixUpOfABatchOfOneWindowIsRefused() {
        String recipe = RECIPE + CONVOLUTIONS.replace("norm: true", "norm: false") + ADAM;
        try (TaggingSteps mixing = steps(recipe + "augmentation: {mixUp: 0.4}\n");
                TaggingSteps plain = steps(recipe)) {
            String message = assertThrows(IllegalArgumentException.class, () -> mixing.requireBatch(1))
                    .getMessage();
            assertTrue(message.contains("mix-up") && message.contains("at least 2"), message);
            mixing.requireBatch(2);
            plain.requireBatch(1);
        }
    }

    private static double change(Map<String, Tensor> from, Map<String, Tensor> to, String name) {
        double squares = 0;
        float[] before = from.get(name).values();
        float[] after = to.get(name).values();
        for (int i = 0; i < before.length; i++) {
            squares += Math.pow(after[i] - before[i], 2);
        }
        return Math.sqrt(squares);
    }

    @Test
    void everyStepHasChanceOfItsOwn() {
        try (TaggingSteps one = steps(RECIPE + CONVOLUTIONS + ADAM + CHANGED);
                TaggingSteps two = steps(RECIPE + CONVOLUTIONS + ADAM + CHANGED)) {
            assertEquals(one.learn(batch(0), 0, 1), two.learn(batch(0), 0, 1));
            assertNotEquals(one.learn(batch(0), 0, 2), two.learn(batch(0), 0, 3));
        }
    }

    @Test
    void theAverageFollowsTheWeightsByItsDecay() {
        String recipe = RECIPE + CONVOLUTIONS + ADAM + "average: 0.25\n";
        String name = "classifier.output.weight";
        try (TaggingSteps steps = steps(recipe)) {
            float[] expected = steps.weights().get(name).values();
            for (int step = 1; step <= 4; step++) {
                steps.learn(batch(step), 1, step);
                float[] weights = steps.weights().get(name).values();
                double decay = Math.min(0.25, (1.0 + step) / (10 + step)); // 2/11 and 3/12, then 0.25
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = (float) (expected[i] + (1 - decay) * (weights[i] - expected[i]));
                }
                assertArrayEquals(expected, steps.averagedWeights().get(name).values(), 1e-6f);
                assertArrayEquals(weights, steps.weights().get(name).values());
            }
        }
    }

    @Test
    void whatIsScoredWithTheAverageIsScoredWithItAlone() {
        Map<String, Tensor> average;
        Map<String, Tensor> last;
        double expected;
        try (TaggingSteps steps = steps(RECIPE + CONVOLUTIONS + ADAM + "average: 0.9\n")) {
            for (int step = 1; step <= 5; step++) {
                steps.learn(batch(step), 1, step);
            }
            average = steps.averagedWeights();
            expected = steps.averagedLoss(batch(0));
            last = steps.weights();
        }
        try (TaggingSteps steps = steps(RECIPE + CONVOLUTIONS + ADAM, average)) {
            assertEquals(expected, steps.averagedLoss(batch(0)), 1e-6);
        }
        try (TaggingSteps steps = steps(RECIPE + CONVOLUTIONS + ADAM, last)) {
            assertNotEquals(expected, steps.averagedLoss(batch(0)), 1e-6);
        }
    }
}
