// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Adds up the scores of windows to those of recordings. */
final class ScoreAccumulator {

    private final Map<Example, Integer> places = new IdentityHashMap<>();
    private final double[][] sums;
    private final int[] windows;
    private double loss;
    private int all;

    ScoreAccumulator(List<Example> examples, int labels) {
        examples.forEach(example -> places.put(example, places.size()));
        sums = new double[examples.size()][labels];
        windows = new int[examples.size()];
    }

    void add(TaggingBatch batch, TaggingTraining.Scored scored) {
        for (int i = 0; i < batch.size(); i++) {
            int place = places.get(batch.crops().get(i).example());
            windows[place]++;
            for (int label = 0; label < sums[place].length; label++) {
                sums[place][label] += scored.scores()[i * sums[place].length + label];
            }
        }
        loss += scored.loss() * batch.size();
        all += batch.size();
    }

    /** The mean loss of a window. */
    double loss() {
        return loss / all;
    }

    /** The mean scores of every recording. */
    double[][] means() {
        double[][] means = new double[sums.length][];
        for (int place = 0; place < means.length; place++) {
            double count = windows[place];
            means[place] = Arrays.stream(sums[place]).map(sum -> sum / count).toArray();
        }
        return means;
    }
}
