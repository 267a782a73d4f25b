// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.models.network.PaddingMask;

/** Changes windows before they are learned from: louder or softer, mixed by twos, partly hidden. */
final class Augmenter {

    /**
     * Windows and what is to be learned from them.
     *
     * @param features {@code (B, 1, F, T)}
     * @param mask {@code (B, T)}, 1 for a frame of a recording and 0 for padding; null if there is no padding
     * @param targets {@code (B, K)}
     * @param weights {@code (B, K)}
     */
    record AugmentedBatch(NDArray features, NDArray mask, NDArray targets, NDArray weights) {

        private AugmentedBatch with(NDArray others) {
            return new AugmentedBatch(others, mask, targets, weights);
        }
    }

    private final AugmentationSettings settings;
    private final FrontEnd frontEnd;

    Augmenter(AugmentationSettings settings, FrontEnd frontEnd) {
        this.settings = settings;
        this.frontEnd = frontEnd;
    }

    /** The changed windows; everything that is random comes from the given source. */
    AugmentedBatch apply(AugmentedBatch windows, Random random) {
        AugmentedBatch louder = settings.gain() == 0 ? windows : windows.with(amplified(windows.features(), random));
        AugmentedBatch mixed = settings.mixUp() == 0 ? louder : mixed(louder, random);
        return mixed.with(hidden(mixed, random));
    }

    private NDArray amplified(NDArray features, Random random) {
        float[] gains = new float[(int) features.getShape().get(0)];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = (float) ((2 * random.nextDouble() - 1) * settings.gain());
        }
        return frontEnd.amplified(features, features.getManager().create(gains));
    }

    /**
     * Mixes each window with the next one of the batch, the last with the first; of a label both have to be known, and frames
     * are those of both recordings.
     */
    private AugmentedBatch mixed(AugmentedBatch windows, Random random) {
        int batch = (int) windows.features().getShape().get(0);
        float[] parts = new float[batch];
        BetaDistribution beta = new BetaDistribution(null, settings.mixUp(), settings.mixUp());
        for (int i = 0; i < batch; i++) {
            parts[i] = (float) beta.inverseCumulativeProbability(random.nextDouble());
        }
        NDArray part = windows.features().getManager().create(parts);
        NDArray rows = part.reshape(-1, 1);
        NDArray targets = blend(windows.targets(), rows);
        return new AugmentedBatch(
                blend(windows.features(), part.reshape(-1, 1, 1, 1)),
                windows.mask() == null ? null : windows.mask().mul(next(windows.mask())),
                targets,
                windows.weights().mul(next(windows.weights())));
    }

    private static NDArray blend(NDArray values, NDArray part) {
        return values.mul(part).add(next(values).mul(part.neg().add(1)));
    }

    /** The next row in the place of each: of two rows or more none meets itself. */
    private static NDArray next(NDArray values) {
        return NDArrays.concat(new NDList(values.get("1:"), values.get(":1")), 0);
    }

    private NDArray hidden(AugmentedBatch windows, Random random) {
        NDArray features = windows.features();
        if (settings.timeMasks().count() == 0 && settings.frequencyMasks().count() == 0) {
            return features;
        }
        Shape shape = features.getShape();
        NDManager manager = features.getManager();
        int batch = (int) shape.get(0);
        int bands = (int) shape.get(2);
        int frames = (int) shape.get(3);
        NDArray seenBands = manager.create(
                seen(all(batch, bands), bands, settings.frequencyMasks(), random), new Shape(batch, 1, bands, 1));
        int[] valid = windows.mask() == null ? all(batch, frames) : PaddingMask.valid(windows.mask());
        NDArray seenFrames =
                manager.create(seen(valid, frames, settings.timeMasks(), random), new Shape(batch, 1, 1, frames));
        NDArray seen = seenBands.mul(seenFrames);
        // what is hidden becomes the mean of the recording, so that a mask is no loud or silent event
        NDArray mean = mean(features, windows.mask());
        return features.sub(mean).mul(seen).add(mean);
    }

    private static int[] all(int batch, int size) {
        int[] sizes = new int[batch];
        Arrays.fill(sizes, size);
        return sizes;
    }

    /** {@code (B, 1, 1, 1)}: the mean over frequency and the valid frames. */
    private static NDArray mean(NDArray features, NDArray mask) {
        NDArray frames = features.mean(new int[] {2}, true);
        if (mask == null) {
            return frames.mean(new int[] {3}, true);
        }
        NDArray valid = mask.reshape(mask.getShape().get(0), 1, 1, -1);
        return frames.mul(valid).sum(new int[] {3}, true).div(valid.sum(new int[] {3}, true));
    }

    /** Rows of 1, and 0 where a mask hides something of the first numbers of a row. */
    private static float[] seen(int[] valid, int size, AugmentationSettings.Masks masks, Random random) {
        float[] seen = new float[valid.length * size];
        Arrays.fill(seen, 1);
        for (int row = 0; row < valid.length; row++) {
            for (int i = 0; i < masks.count(); i++) {
                int width = (int) (random.nextDouble() * masks.widest() * valid[row]);
                int from = row * size + random.nextInt(valid[row] - width + 1);
                Arrays.fill(seen, from, from + width, 0);
            }
        }
        return seen;
    }
}
