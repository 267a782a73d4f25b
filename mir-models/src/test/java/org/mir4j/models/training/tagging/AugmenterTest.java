// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.models.TinyModel;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.training.tagging.AugmentationSettings.Masks;

/** SpecAugment and mix-up, by values computed by hand and by their expectations. */
class AugmenterTest {

    private static final float TOLERANCE = 1e-5f;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = PyTorch.engine().newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Augmenter augmenter(double mixUp, Masks times, Masks frequencies) {
        FrontEnd frontEnd = new FrontEnd(TinyModel.card("tiny").tagging().frontEnd(), manager);
        return new Augmenter(new AugmentationSettings(0, mixUp, times, frequencies), frontEnd);
    }

    /** A source of numbers that always gives the same one. */
    private static Random always(double number) {
        return new Random() {
            @Override
            public double nextDouble() {
                return number;
            }

            @Override
            public int nextInt(int bound) {
                return (int) (number * bound);
            }
        };
    }

    /** Windows of one number each, which is the number of the window too, with targets and weights of two labels. */
    private Augmenter.AugmentedBatch numbered(float[] weights) {
        int batch = weights.length / 2;
        NDArray numbers = manager.arange(0f, batch, 1f);
        float[] known = new float[batch * 2];
        for (int i = 0; i < batch; i++) {
            known[2 * i] = i == 0 ? 1 : 0;
            known[2 * i + 1] = i == 1 ? 1 : 0;
        }
        return new Augmenter.AugmentedBatch(
                numbers.reshape(batch, 1, 1, 1),
                null,
                manager.create(known, new Shape(batch, 2)),
                manager.create(weights, new Shape(batch, 2)));
    }

    @Test
    void mixUpMixesEachWindowAndItsLabelsWithTheNextByTheSamePart() {
        // Beta(1, 1) is uniform: the part is the random number itself
        Augmenter.AugmentedBatch mixed =
                augmenter(1, null, null).apply(numbered(new float[] {1, 1, 1, 1, 1, 0}), always(0.75));
        assertArrayEquals(new float[] {0.25f, 1.25f, 1.5f}, mixed.features().toFloatArray(), TOLERANCE);
        assertArrayEquals(
                new float[] {0.75f, 0.25f, 0, 0.75f, 0.25f, 0}, mixed.targets().toFloatArray(), TOLERANCE);
        assertArrayEquals(new float[] {1, 1, 1, 0, 1, 0}, mixed.weights().toFloatArray(), TOLERANCE);
    }

    @Test
    void noWindowOfAnOddBatchIsMixedWithItself() {
        float[] weights = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        float[] mixed = augmenter(1, null, null)
                .apply(numbered(weights), always(0.5))
                .features()
                .toFloatArray();
        assertArrayEquals(new float[] {0.5f, 1.5f, 2.5f, 3.5f, 2}, mixed, TOLERANCE);
    }

    @Test
    void thePartsOfMixUpHaveTheMeanAndVarianceOfTheirBetaDistribution() {
        int batch = 2000;
        double alpha = 0.4;
        NDArray alternating = manager.arange(0f, batch, 1f).mod(2);
        Augmenter.AugmentedBatch windows = new Augmenter.AugmentedBatch(
                alternating.reshape(batch, 1, 1, 1),
                null,
                manager.zeros(new Shape(batch, 1)),
                manager.ones(new Shape(batch, 1)));
        float[] parts = augmenter(alpha, null, null)
                .apply(windows, new Random(1))
                .features()
                .toFloatArray();
        double mean = 0;
        double square = 0;
        for (float part : parts) {
            mean += part / batch;
            square += (part - 0.5) * (part - 0.5) / batch;
        }
        assertEquals(0.5, mean, 0.03);
        assertEquals(1 / (4 * (2 * alpha + 1)), square, 0.01);
    }

    @Test
    void aMaskCoversItsPartFromItsPlaceWithTheMeanOfTheWindow() {
        float[] window = new float[2 * 10];
        for (int i = 0; i < window.length; i++) {
            window[i] = i;
        }
        NDArray features = manager.create(window, new Shape(1, 1, 2, 10));
        Augmenter.AugmentedBatch windows = new Augmenter.AugmentedBatch(
                features, null, manager.ones(new Shape(1, 1)), manager.ones(new Shape(1, 1)));
        // half of at most 8 frames are 4, of the 7 places where they fit the middle one is 3
        float[] masked = augmenter(0, new Masks(1, 0.8), null)
                .apply(windows, always(0.5))
                .features()
                .toFloatArray();
        for (int frame = 3; frame < 7; frame++) {
            window[frame] = 9.5f;
            window[10 + frame] = 9.5f;
        }
        assertArrayEquals(window, masked, TOLERANCE);
        assertArrayEquals(new float[] {1}, windows.targets().toFloatArray());
    }

    @Test
    void aMaskOfFrequenciesCoversAllFramesOfABand() {
        float[] window = {0, 1, 2, 3, 4, 5, 6, 7};
        NDArray features = manager.create(window, new Shape(1, 1, 4, 2));
        Augmenter.AugmentedBatch windows = new Augmenter.AugmentedBatch(
                features, null, manager.ones(new Shape(1, 1)), manager.ones(new Shape(1, 1)));
        // half of at most 3 bands is 1 (rounded down), of the 4 places where it fits the third is 2
        float[] masked = augmenter(0, null, new Masks(1, 0.75))
                .apply(windows, always(0.5))
                .features()
                .toFloatArray();
        assertArrayEquals(new float[] {0, 1, 2, 3, 3.5f, 3.5f, 6, 7}, masked, TOLERANCE);
    }

    @Test
    void masksCoverTheShareOfTheirExpectation() {
        int batch = 400;
        int frames = 100;
        NDArray features =
                manager.arange(0f, frames, 1f).reshape(1, 1, 1, frames).broadcast(batch, 1, 1, frames);
        Augmenter.AugmentedBatch windows = new Augmenter.AugmentedBatch(
                features, null, manager.ones(new Shape(batch, 1)), manager.ones(new Shape(batch, 1)));
        float[] masked = augmenter(0, new Masks(1, 0.4), null)
                .apply(windows, new Random(2))
                .features()
                .toFloatArray();
        double covered = 0;
        int longest = 0;
        for (int row = 0; row < batch; row++) {
            int width = 0;
            for (int frame = 0; frame < frames; frame++) {
                width += Math.abs(masked[row * frames + frame] - 49.5f) < 0.1 ? 1 : 0;
            }
            covered += width / (double) batch;
            longest = Math.max(longest, width);
        }
        // widths are uniform from 0 to 39 frames: 19.5 on average, with a standard deviation of 11.5 / 20 of that mean
        assertEquals(19.5, covered, 3 * 11.5 / 20);
        assertTrue(longest <= 40 && longest >= 35, "the longest mask has " + longest + " frames");
    }
}
