// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.UniformInitializer;
import java.util.Optional;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.Constants;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.SequenceBlock;
import org.mir4j.models.settings.Omittable;

/**
 * Self-attention: every frame takes from all frames what answers it.
 *
 * <p>Queries, keys and values {@code q, k, v = W x + b} are shared out among heads; in each,
 * {@code w_ij = softmax_j score(q_i, k_j)}, {@code z_i = sum_j w_ij v_j}, and the heads' {@code z} side by side go
 * through one more dense layer.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}; optionally a mask {@code (B, T)}, 1 for a valid frame and 0 for padding, with at
 *       least one valid frame per row (in causal attention the first), whose frames weigh nothing
 *   <li>output: {@code (B, T, E)}
 * </ul>
 *
 * <p>Parameters: {@code in_proj_weight}, {@code in_proj_bias} (queries, keys, values one below the other),
 * {@code out_proj}, as in PyTorch; those of {@code score} and {@code positions}, where they have such.
 *
 * <p>They start as PyTorch's do: {@code in_proj_weight} by Glorot, Bengio, "Understanding the difficulty of training
 * deep feedforward neural networks", AISTATS 2010; biases are 0.
 *
 * <p>Source: Vaswani et al., "Attention is all you need", NeurIPS 2017, section 3.2.
 */
final class MultiHeadAttention extends SequenceBlock {

    /**
     * The settings.
     *
     * @param width features of a frame, E
     * @param heads among which they are shared out evenly, H
     * @param causal whether a frame takes nothing from later ones; not by default
     * @param dropout the part of the weights that is left out in training, at least 0 and less than 1; 0 by default
     * @param score of a query and a key; scaled dot by default
     * @param positions what is known of them within the attention; none by default
     */
    public record Settings(
            int width,
            int heads,
            @Omittable boolean causal,
            @Omittable double dropout,
            @Omittable AttentionScoreSettings score,
            @Omittable PositionSettings positions) {

        /** Refuses heads of unequal size, and positions that do not go with the score or the size of a head. */
        public Settings {
            score = score == null ? new AttentionScoreSettings.ScaledDot() : score;
            positions = positions == null ? new PositionSettings.None() : positions;
            if (width < 1 || heads < 1 || width % heads != 0) {
                throw new IllegalArgumentException("the width of attention is a multiple of its heads, got width "
                        + width + " and " + heads + " heads");
            }
            if (!(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("dropout is at least 0 and less than 1, got " + dropout);
            }
            int headSize = width / heads;
            if (positions instanceof PositionSettings.Rotary && headSize % 2 != 0) {
                throw new IllegalArgumentException("rotary positions turn pairs of features, and a head has " + headSize
                        + ": width " + width + " among " + heads + " heads");
            }
            boolean product =
                    score instanceof AttentionScoreSettings.Dot || score instanceof AttentionScoreSettings.ScaledDot;
            if (positions.needsProducts() && !product) {
                throw new IllegalArgumentException("positions " + positions
                        + " depend on inner products of queries and keys, so the score is dot or scaled-dot, got "
                        + score);
            }
        }

        /**
         * Features of a head, d.
         *
         * @return the width over the heads
         */
        public int headSize() {
            return width / heads;
        }
    }

    private final Settings settings;
    private final Parameter inWeight;
    private final Parameter inBias;
    private final Linear outProjection;
    private final AttentionScore score;
    private final Optional<AttentionPositions> positions;

    /**
     * @param settings sizes, score and positions
     */
    MultiHeadAttention(Settings settings) {
        this.settings = settings;
        int width = settings.width();
        // queries, keys and values are one matrix to Glorot's rule, as in PyTorch: that of 3 E x E
        Initializer glorot = new UniformInitializer((float) Math.sqrt(6 / (4.0 * width)));
        inWeight = projection("in_proj_weight", Parameter.Type.WEIGHT, new Shape(3L * width, width), glorot);
        inBias = projection("in_proj_bias", Parameter.Type.BIAS, new Shape(3L * width), Initializer.ZEROS);
        outProjection =
                addChildBlock("out_proj", Linear.builder().setUnits(width).build());
        outProjection.setInitializer(
                new ConstantInitializer(0), "bias"); // as in PyTorch, also where others start otherwise
        score = addChildBlock("score", settings.score().build(settings.heads(), settings.headSize()));
        positions = settings.positions().within(settings.heads(), settings.headSize(), settings.causal());
        positions.ifPresent(within -> addChildBlock("positions", within));
    }

    private Parameter projection(String name, Parameter.Type type, Shape shape, Initializer start) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(shape)
                .optInitializer(start)
                .build());
    }

    /**
     * How much every frame takes from every other.
     *
     * @param context one forward pass
     * @param sequence {@code (B, T, E)}
     * @param mask {@code (B, T)}, or null if all frames are valid
     * @return {@code (B, H, T, T)}; they sum to 1 over the last axis, and are 0 for frames of padding
     */
    NDArray weights(ForwardContext context, NDArray sequence, NDArray mask) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray heads = heads(context, sequence, scope);
            return weigh(context, scope.of(heads.get(0)), scope.of(heads.get(1)), mask, scope);
        }
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray sequence, NDArray mask) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray heads = heads(context, sequence, scope);
            NDArray query = scope.of(heads.get(0));
            NDArray key = scope.of(heads.get(1));
            NDArray weights = scope.of(weigh(context, query, key, mask, scope));
            if (context.training() && settings.dropout() > 0) {
                weights = scope.of(Dropout.dropout(weights, (float) settings.dropout(), true)
                        .singletonOrThrow());
            }
            NDArray taken = scope.of(take(context, weights, scope.of(heads.get(2)), scope));
            NDArray together = scope.of(scope.of(taken.transpose(0, 2, 1, 3)).reshape(sequence.getShape()));
            return context.through(outProjection, together);
        }
    }

    /** {@code (B, T, E)} to {@code (3, B, H, T, d)}: queries, keys, values. */
    private NDArray heads(ForwardContext context, NDArray sequence, ArrayScope scope) {
        Shape shape = sequence.getShape();
        NDArray projected =
                scope.of(Linear.linear(sequence, context.value(inWeight, sequence), context.value(inBias, sequence))
                        .singletonOrThrow());
        NDArray split =
                scope.of(projected.reshape(shape.get(0), shape.get(1), 3, settings.heads(), settings.headSize()));
        return scope.of(split.transpose(2, 0, 3, 1, 4));
    }

    private NDArray weigh(ForwardContext context, NDArray query, NDArray key, NDArray mask, ArrayScope scope) {
        NDArray asked = score.queryFactor() == 1 ? query : scope.of(Constants.times(query, score.queryFactor()));
        NDArray turnedQuery = turned(asked, scope);
        NDArray scores = scope.of(score.compare(context, turnedQuery, turned(key, scope)));
        positions
                .flatMap(within -> within.scores(context, asked))
                .map(scope::of)
                .ifPresent(scores::addi);
        if (mask != null) {
            scores.addi(hidden(mask, scope));
        }
        if (settings.causal()) {
            scores.addi(later(scores, scope));
        }
        return scores.softmax(-1);
    }

    private NDArray turned(NDArray x, ArrayScope scope) {
        return positions.flatMap(within -> within.turned(x)).map(scope::of).orElse(x);
    }

    /** {@code (B, 1, 1, T)}, out of sight for padding. */
    private static NDArray hidden(NDArray mask, ArrayScope scope) {
        Shape shape = mask.getShape();
        NDArray padding = scope.of(mask.sub(1));
        NDArray low = scope.of(padding.mul(-Constants.OUT_OF_SIGHT));
        return scope.of(low.reshape(shape.get(0), 1, 1, shape.get(1)));
    }

    /** {@code (T, T)}, out of sight right of the diagonal. */
    private static NDArray later(NDArray scores, ArrayScope scope) {
        int count = (int) scores.getShape().get(3);
        NDArray frames = scope.of(scores.getManager().arange(count));
        NDArray column = scope.of(frames.expandDims(1));
        NDArray ahead = scope.of(column.lt(frames));
        NDArray numbers = scope.of(ahead.toType(DataType.FLOAT32, true));
        return scope.of(numbers.mul(Constants.OUT_OF_SIGHT));
    }

    private NDArray take(ForwardContext context, NDArray weights, NDArray value, ArrayScope scope) {
        NDArray taken = weights.matMul(value);
        positions
                .flatMap(within -> within.values(context, weights))
                .map(scope::of)
                .ifPresent(taken::addi);
        return taken;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape sequence = inputs[0];
        int width = settings.width();
        if (sequence.dimension() != 3 || sequence.get(2) != width) {
            throw new IllegalArgumentException(
                    "attention of width " + width + " expects (B, T, " + width + "), got " + sequence);
        }
        return new Shape[] {sequence};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape sequence = getOutputShapes(inputs)[0];
        Shape heads = new Shape(sequence.get(0), settings.heads(), sequence.get(1), settings.headSize());
        outProjection.initialize(manager, type, sequence);
        score.initialize(manager, type, heads, heads);
        positions.ifPresent(within -> within.initialize(manager, type, heads));
    }
}
