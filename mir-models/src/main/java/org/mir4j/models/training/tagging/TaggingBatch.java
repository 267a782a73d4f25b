// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.nio.ByteBuffer;
import java.util.List;
import org.mir4j.models.training.TrainingBatch;

/**
 * Windows that are learned from together.
 *
 * @param crops which windows, B of them
 * @param features {@code (B, T, F)} in half precision
 * @param valid how many frames of each window are of its recording, B numbers from 1 to T; behind them is
 *     padding, which the network masks
 * @param targets {@code (B, K)}, scores from 0 to 1
 * @param weights {@code (B, K)}, 0 where nothing is known of a label, else 1
 */
record TaggingBatch(List<Crop> crops, ByteBuffer features, int[] valid, float[] targets, float[] weights)
        implements TrainingBatch {

    @Override
    public int size() {
        return crops.size();
    }

    @Override
    public List<String> names() {
        return crops.stream().map(crop -> crop.example().id()).toList();
    }
}
