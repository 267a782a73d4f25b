// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Parameter;
import java.util.Optional;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * A learned vector a head and distance {@code j - i}, clipped to k, beside the key of frame j when frame i asks:
 * {@code score(i, j) = c q_i.(k_j + a_(j-i))}, where c is the factor of the score.
 *
 * <p>The products of all queries with all distances are one matrix, whose rows are shifted against each other ("skewed")
 * so that the distances of a column become the frames of a column: {@code T d} numbers instead of {@code T T d}. The
 * paper does so for causal attention; without it, the distances to later frames stand in the same matrix.
 *
 * <p>Parameter: {@code keys}, {@code (2k + 1, H d)}, from distance -k to k; in a causal layer {@code (k + 1, H d)}, from
 * -k to 0.
 *
 * <p>Source: Huang et al., "Music transformer", ICLR 2019 (arXiv 2018), section 3.4.
 */
public final class SkewedPositions extends AttentionPositions {

    private final Distances distances;
    private final int heads;
    private final Parameter keys;

    /**
     * @param attention that they stand in
     * @param distance the largest that is told from larger ones, k
     */
    SkewedPositions(AttentionSettings attention, int distance) {
        distances = new Distances(distance, attention.causal());
        heads = attention.heads();
        keys = addParameter(Distances.parameter("keys", new Shape(distances.count(), attention.width())));
    }

    @Override
    Optional<NDArray> scores(ForwardContext context, NDArray queries) {
        int frames = (int) queries.getShape().get(2);
        try (ArrayScope scope = new ArrayScope()) {
            NDArray rows = scope.of(distances.inOrder(queries.getManager(), frames));
            NDArray vectors = scope.of(rows.getNDArrayInternal()
                    .embedding(rows, context.value(keys, queries), SparseFormat.DENSE)
                    .singletonOrThrow());
            NDArray byHead =
                    scope.of(scope.of(vectors.reshape(rows.size(), heads, -1)).transpose(1, 2, 0));
            return Optional.of(skewed(scope.of(queries.matMul(byHead)), scope));
        }
    }

    /**
     * From {@code x(i, j - i + T - 1)} to {@code (i, j)}: with one more column, every row of the flat matrix starts one
     * number later, which reading it at the old width takes back.
     */
    private static NDArray skewed(NDArray x, ArrayScope scope) {
        Shape shape = x.getShape();
        long frames = shape.get(2);
        long width = shape.get(3);
        NDArray column = scope.of(x.getManager().zeros(new Shape(shape.get(0), shape.get(1), frames, 1)));
        NDArray padded = scope.of(NDArrays.concat(new NDList(x, column), 3));
        NDArray flat = scope.of(padded.reshape(shape.get(0), shape.get(1), -1));
        NDArray later = scope.of(flat.get(new NDIndex(":, :, {}:{}", frames - 1, frames - 1 + frames * width)));
        NDArray shifted = scope.of(later.reshape(shape));
        return shifted.get(new NDIndex(":, :, :, :{}", frames));
    }
}
