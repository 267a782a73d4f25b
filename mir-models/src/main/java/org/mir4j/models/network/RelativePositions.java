// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Parameter;
import java.util.Optional;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * A learned vector a distance {@code j - i}, clipped to k, which stands beside the key and, if wished, the value of frame j
 * when frame i asks: {@code score(i, j) = c q_i.(k_j + a_(j-i))}, {@code z_i = sum_j w_ij (v_j + b_(j-i))}, where c is the
 * factor of the score.
 *
 * <p>The paper's equations 3 and 4 have both vectors; its section 4.3 finds the keys' alone as good, and so do the models
 * that follow it. The heads of a layer share them, every layer has its own.
 *
 * <p>Parameters: {@code keys} and, if wished, {@code values}, {@code (2k + 1, d)}, from distance -k to k; in a causal
 * layer {@code (k + 1, d)}, from -k to 0.
 *
 * <p>Source: Shaw, Uszkoreit, Vaswani, "Self-attention with relative position representations", NAACL 2018.
 */
public final class RelativePositions extends AttentionPositions {

    private final Distances distances;
    private final Parameter keys;
    private final Parameter values;

    /**
     * @param attention that they stand in
     * @param settings distance, and whether values have such vectors
     */
    RelativePositions(AttentionSettings attention, PositionSettings.Relative settings) {
        distances = new Distances(settings.distance(), attention.causal());
        Shape shape = new Shape(distances.count(), attention.headSize());
        keys = addParameter(Distances.parameter("keys", shape));
        values = settings.values() ? addParameter(Distances.parameter("values", shape)) : null;
    }

    @Override
    Optional<NDArray> scores(ForwardContext context, NDArray queries) {
        Shape shape = queries.getShape();
        long frames = shape.get(2);
        try (ArrayScope scope = new ArrayScope()) {
            NDArray turned = scope.of(context.value(keys, queries).transpose());
            NDArray everyDistance = scope.of(queries.matMul(turned)); // few columns, whatever the frames
            NDArray pairs = scope.of(distances.ofPairs(queries.getManager(), (int) frames));
            NDArray everyRow = scope.of(pairs.broadcast(shape.get(0), shape.get(1), frames, frames));
            return Optional.of(everyDistance.gather(everyRow, 3));
        }
    }

    @Override
    Optional<NDArray> values(ForwardContext context, NDArray weights) {
        if (values == null) {
            return Optional.empty();
        }
        Shape shape = weights.getShape();
        long frames = shape.get(2);
        try (ArrayScope scope = new ArrayScope()) {
            NDArray pairs = scope.of(distances.ofPairs(weights.getManager(), (int) frames));
            NDArray vectors = scope.of(pairs.getNDArrayInternal()
                    .embedding(pairs, context.value(values, weights), SparseFormat.DENSE)
                    .singletonOrThrow()); // (T, T, d)
            // (T, B H, T), so that the vectors need no copy a sequence and head
            NDArray byQuery =
                    scope.of(scope.of(weights.reshape(-1, frames, frames)).transpose(1, 0, 2));
            NDArray summed = scope.of(scope.of(byQuery.batchMatMul(vectors)).transpose(1, 0, 2));
            return Optional.of(summed.reshape(shape.get(0), shape.get(1), frames, -1));
        }
    }
}
