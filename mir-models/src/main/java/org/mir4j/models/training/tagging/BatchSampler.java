// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.mir4j.models.training.Seed;

/** Which windows an epoch takes in which order: a matter of the seed and the epoch's number alone. */
final class BatchSampler {

    private final List<Example> examples;
    private final WindowSize window;
    private final int crops;
    private final int batch;
    private final Seed seed;

    /**
     * @param examples the recordings
     * @param window how windows are cut
     * @param crops how many of each recording; 0 for as many as fit into it
     * @param batch windows a batch
     * @param seed of order and places
     */
    BatchSampler(List<Example> examples, WindowSize window, int crops, int batch, long seed) {
        this.examples = List.copyOf(examples);
        this.window = window;
        this.crops = crops;
        this.batch = batch;
        this.seed = new Seed(seed);
    }

    /**
     * How many batches an epoch has.
     *
     * @return at least one
     */
    public int batches() {
        return (int) Math.max(1, windows() / batch);
    }

    /**
     * How many windows each of its batches has.
     *
     * @return as many as were asked for, or all that there are if these are fewer
     */
    public int batchSize() {
        return (int) Math.min(batch, windows());
    }

    private long windows() {
        return examples.stream().mapToLong(this::count).sum();
    }

    /**
     * The windows of an epoch.
     *
     * @param epoch its number
     * @return the windows of each batch; the rest that fills no batch has its turn in another epoch
     */
    public List<List<Crop>> epoch(int epoch) {
        Random random = seed.random(epoch);
        List<Crop> all = new ArrayList<>();
        for (Example example : examples) {
            int room = Math.max(0, example.features().frames() - window.frames());
            for (int i = 0; i < count(example); i++) {
                all.add(new Crop(example, random.nextInt(room + 1)));
            }
        }
        Collections.shuffle(all, random);
        List<List<Crop>> batches = new ArrayList<>();
        for (int i = 0; i < batches(); i++) {
            batches.add(all.subList(i * batch, Math.min(all.size(), (i + 1) * batch)));
        }
        return batches;
    }

    private int count(Example example) {
        long fitting = Math.round((double) example.features().frames() / window.frames());
        return crops > 0 ? crops : (int) Math.max(1, fitting);
    }
}
