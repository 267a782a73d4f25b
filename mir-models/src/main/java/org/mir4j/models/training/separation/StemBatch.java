// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.List;
import org.mir4j.models.training.TrainingBatch;

/**
 * Mixtures that are learned from together.
 *
 * @param samples of the stems, {@code (B, S, C, N)}
 * @param size B
 * @param names of the songs that they are made of
 * @param weights of the mixtures in the loss; none where all are 1
 */
record StemBatch(float[] samples, int size, List<String> names, float[] weights) implements TrainingBatch {

    static StemBatch of(List<Remixer.Mixture> mixtures) {
        float[][][] first = mixtures.get(0).samples();
        int row = first[0][0].length;
        float[] samples = new float[mixtures.size() * first.length * first[0].length * row];
        int at = 0;
        for (Remixer.Mixture mixture : mixtures) {
            for (float[][] stem : mixture.samples()) {
                for (float[] channel : stem) {
                    System.arraycopy(channel, 0, samples, at, row);
                    at += row;
                }
            }
        }
        List<String> names =
                mixtures.stream().flatMap(mixture -> mixture.names().stream()).toList();
        return new StemBatch(samples, mixtures.size(), names, weights(mixtures));
    }

    private static float[] weights(List<Remixer.Mixture> mixtures) {
        if (mixtures.stream().allMatch(mixture -> mixture.weight() == 1)) {
            return new float[0];
        }
        float[] weights = new float[mixtures.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) mixtures.get(i).weight();
        }
        return weights;
    }
}
