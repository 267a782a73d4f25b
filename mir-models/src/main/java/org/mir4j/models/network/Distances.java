// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.NormalInitializer;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.Constants;

/**
 * Distances {@code j - i} from a frame i to another j, clipped and counted from 0 on, so that they are rows of a table.
 *
 * @param farthest the largest that is told from larger ones, k
 * @param causal whether there are none to later frames
 */
record Distances(int farthest, boolean causal) {

    private static final float DEVIATION = 0.02f;

    /** A table of vectors. */
    static Parameter parameter(String name, Shape shape) {
        return Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.WEIGHT)
                .optShape(shape)
                .optInitializer(new NormalInitializer(DEVIATION))
                .build();
    }

    /** How many rows there are. */
    int count() {
        return causal ? farthest + 1 : 2 * farthest + 1;
    }

    /** The row of a distance. */
    private long row(int distance) {
        return Math.max(0, Math.min(count() - 1, distance + farthest));
    }

    /** {@code (T, T)}: the rows of all pairs of frames. */
    NDArray ofPairs(NDManager manager, int frames) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray keys = scope.of(manager.arange(0, frames, 1, DataType.INT64));
            NDArray queries = scope.of(keys.expandDims(1));
            NDArray distances = scope.of(keys.sub(queries));
            NDArray earliest = scope.of(manager.create((long) -farthest));
            NDArray raised = scope.of(distances.maximum(earliest));
            NDArray latest = scope.of(manager.create(causal ? 0L : farthest));
            NDArray clipped = scope.of(raised.minimum(latest));
            return clipped.add(farthest);
        }
    }

    /** The rows of all distances that occur, from the farthest back; those to later frames only if they can be seen. */
    NDArray inOrder(NDManager manager, int frames) {
        long[] rows = new long[causal ? frames : 2 * frames - 1];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(i - (frames - 1));
        }
        return Constants.of(manager, rows);
    }
}
