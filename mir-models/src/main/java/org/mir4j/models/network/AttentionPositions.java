// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.NormalInitializer;
import java.util.Optional;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.Constants;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;

/**
 * What positions do within the attention of a layer. It takes part in three places, any of which may be left out, and
 * has no forward pass of its own.
 */
abstract class AttentionPositions extends LayerBlock {

    /** Queries or keys, {@code (B, H, T, d)}, as their positions change them: a new array, if at all. */
    Optional<NDArray> turned(NDArray x) {
        return Optional.empty();
    }

    /** What positions add to the scores of queries, {@code (B, H, T, T)}. */
    Optional<NDArray> scores(ForwardContext context, NDArray queries) {
        return Optional.empty();
    }

    /** What positions add to the values that have been summed by weights {@code (B, H, T, T)}: {@code (B, H, T, d)}. */
    Optional<NDArray> values(ForwardContext context, NDArray weights) {
        return Optional.empty();
    }

    @Override
    protected final NDArray apply(ForwardContext context, NDArray x) {
        throw new UnsupportedOperationException("positions within attention take part in it, and have no pass alone");
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }

    @Override
    protected final void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        // there is nothing below
    }

    /**
     * A learned vector per distance {@code j - i}, clipped to k, which stands beside the key and, if wished, the value
     * of frame j when frame i asks: {@code score(i, j) = c q_i.(k_j + a_(j-i))},
     * {@code z_i = sum_j w_ij (v_j + b_(j-i))}, where c is the factor of the score.
     *
     * <p>The paper's equations 3 and 4 have both vectors; its section 4.3 finds the keys' alone as good, and so do the
     * models that follow it. The heads of a layer share them, every layer has its own.
     *
     * <p>Parameters: {@code keys} and, if wished, {@code values}, {@code (2k + 1, d)}, from distance -k to k; in a
     * causal layer {@code (k + 1, d)}, from -k to 0.
     *
     * <p>Source: Shaw, Uszkoreit, Vaswani, "Self-attention with relative position representations", NAACL 2018.
     */
    static final class Relative extends AttentionPositions {

        private final Distances distances;
        private final Parameter keys;
        private final Parameter values;

        /**
         * @param distances that are told apart
         * @param headSize features of a head, d
         * @param withValues whether values have such vectors too, or keys only
         */
        Relative(Distances distances, int headSize, boolean withValues) {
            this.distances = distances;
            Shape shape = new Shape(distances.count(), headSize);
            keys = addParameter(Distances.parameter("keys", shape));
            values = withValues ? addParameter(Distances.parameter("values", shape)) : null;
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
                // (T, B H, T), so that the vectors need no copy per sequence and head
                NDArray byQuery =
                        scope.of(scope.of(weights.reshape(-1, frames, frames)).transpose(1, 0, 2));
                NDArray summed = scope.of(scope.of(byQuery.batchMatMul(vectors)).transpose(1, 0, 2));
                return Optional.of(summed.reshape(shape.get(0), shape.get(1), frames, -1));
            }
        }
    }

    /**
     * A learned vector per head and distance {@code j - i}, clipped to k, beside the key of frame j when frame i asks:
     * {@code score(i, j) = c q_i.(k_j + a_(j-i))}, where c is the factor of the score.
     *
     * <p>The products of all queries with all distances are one matrix, whose rows are shifted against each other
     * ("skewed") so that the distances of a column become the frames of a column: {@code T d} numbers instead of
     * {@code T T d}. The paper does so for causal attention; without it, the distances to later frames stand in the
     * same matrix.
     *
     * <p>Parameter: {@code keys}, {@code (2k + 1, H d)}, from distance -k to k; in a causal layer {@code (k + 1, H d)},
     * from -k to 0.
     *
     * <p>Source: Huang et al., "Music transformer", ICLR 2019 (arXiv 2018), section 3.4.
     */
    static final class Skewed extends AttentionPositions {

        private final Distances distances;
        private final int heads;
        private final Parameter keys;

        /**
         * @param distances that are told apart
         * @param heads H
         * @param headSize features of a head, d
         */
        Skewed(Distances distances, int heads, int headSize) {
            this.distances = distances;
            this.heads = heads;
            keys = addParameter(Distances.parameter("keys", new Shape(distances.count(), (long) heads * headSize)));
        }

        @Override
        Optional<NDArray> scores(ForwardContext context, NDArray queries) {
            int frames = (int) queries.getShape().get(2);
            try (ArrayScope scope = new ArrayScope()) {
                NDArray rows = scope.of(distances.inOrder(queries.getManager(), frames));
                NDArray vectors = scope.of(rows.getNDArrayInternal()
                        .embedding(rows, context.value(keys, queries), SparseFormat.DENSE)
                        .singletonOrThrow());
                NDArray byHead = scope.of(
                        scope.of(vectors.reshape(rows.size(), heads, -1)).transpose(1, 2, 0));
                return Optional.of(skewed(scope.of(queries.matMul(byHead)), scope));
            }
        }

        /**
         * From {@code x(i, j - i + T - 1)} to {@code (i, j)}: with one more column, every row of the flat matrix starts
         * one number later, which reading it at the old width takes back.
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

    /**
     * Turns every pair of features {@code (x_2i, x_2i+1)} of the query or key at position p by the angle
     * {@code p base^(-2i/d)}, after which their inner product depends on the distance of their positions only.
     *
     * <p>Source: Su et al., "RoFormer: enhanced transformer with rotary position embedding", 2021, equation 34.
     * Neighbouring features make a pair, as in the paper, not the two halves of a head.
     */
    static final class Rotary extends AttentionPositions {

        private final int features;
        private final Angles angles;

        /**
         * @param features of a head, d; even
         * @param base of the series of frequencies
         */
        Rotary(int features, double base) {
            this.features = features;
            angles = new Angles(base, features);
        }

        @Override
        Optional<NDArray> turned(NDArray x) {
            int frames = (int) x.getShape().get(2);
            NDManager manager = x.getManager();
            try (ArrayScope scope = new ArrayScope()) {
                NDArray pairs = scope.of(x.reshape(pairs(x.getShape())));
                NDArray swapped = scope.of(scope.of(pairs.flip(4)).reshape(x.getShape()));
                NDArray cosines = scope.of(Constants.of(manager, angles.cosines(frames), new Shape(frames, features)));
                NDArray sines = scope.of(Constants.of(manager, signedSines(frames), new Shape(frames, features)));
                NDArray straight = x.mul(cosines);
                return Optional.of(straight.addi(scope.of(swapped.mul(sines))));
            }
        }

        private Shape pairs(Shape x) {
            return new Shape(x.get(0), x.get(1), x.get(2), features / 2, 2);
        }

        /** Negative for the first of a pair, to which the second is turned backwards. */
        private float[] signedSines(int frames) {
            float[] sines = angles.sines(frames);
            for (int i = 0; i < sines.length; i += 2) {
                sines[i] = -sines[i];
            }
            return sines;
        }
    }

    /**
     * Distances {@code j - i} from a frame i to another j, clipped and counted from 0 on, so that they are rows of a
     * table.
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

        /**
         * The rows of all distances that occur, from the farthest back; those to later frames only if attention reaches
         * them.
         */
        NDArray inOrder(NDManager manager, int frames) {
            long[] rows = new long[causal ? frames : 2 * frames - 1];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = row(i - (frames - 1));
            }
            return Constants.of(manager, rows);
        }
    }
}
