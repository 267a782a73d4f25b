// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.initializer.NormalInitializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.SequenceBlock;
import org.mir4j.models.network.SequenceSettings.Transformer.NormPlace;

/**
 * A transformer's encoder: layers of self-attention and dense layers, after a projection to their width where the
 * frames have another one.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}; optionally a mask {@code (B, T)}, 1 for a valid frame and 0 for padding, with at
 *       least one valid frame per row (in a causal one the first)
 *   <li>output: {@code (B, T, width)}; with a class token, {@code (B, T + 1, width)}, the token first. The output in
 *       frames of padding has no meaning, and padding changes no valid frame
 * </ul>
 *
 * <p>The class token has the first position, the frames those after it. Norms in front ({@link NormPlace#PRE}) are
 * followed by one at the end.
 *
 * <p>Parameters: {@code project}, where {@code E} is not the width; {@code class_token}, {@code (1, 1, width)}; those
 * of {@code positions}, where they are added; {@code layers.0} and so on, each with {@code self_attn}, {@code linear1},
 * {@code linear2}, {@code norm1} and {@code norm2}, and {@code norm}, as in PyTorch's {@code TransformerEncoder}.
 *
 * <p>Source: Vaswani et al., "Attention is all you need", NeurIPS 2017; class token: Devlin et al., "BERT", NAACL 2019;
 * with {@link PatchEncoder} of a spectrogram in front, a class token and learned positions: Gong,
 * Chung, Glass, "AST: audio spectrogram transformer", Interspeech 2021.
 */
final class TransformerStack extends SequenceLayer {

    /** As in BERT and ViT. */
    private static final float DEVIATION = 0.02f;

    private final SequenceSettings.Transformer settings;
    private final long features;
    private final Linear project;
    private final Parameter classToken;
    private final Optional<AddedPositions> positions;
    private final List<Layer> layers = new ArrayList<>();
    private final LayerNorm norm;

    /**
     * @param settings sizes and kinds
     * @param sequence the shape that comes in, {@code (B, T, E)}; where positions are learned, no sequence may be
     *     longer
     */
    TransformerStack(SequenceSettings.Transformer settings, Shape sequence) {
        this.settings = settings;
        features = sequence.get(2);
        int width = settings.width();
        int frames = (int) sequence.get(1) + (settings.classToken() ? 1 : 0);
        project = features == width
                ? null
                : addChildBlock("project", Linear.builder().setUnits(width).build());
        classToken = settings.classToken() ? addParameter(token(width)) : null;
        positions = settings.positions().added(frames, width);
        positions.ifPresent(added -> addChildBlock("positions", added));
        for (int i = 0; i < settings.layers(); i++) {
            layers.add(addChildBlock("layers." + i, new Layer(settings)));
        }
        norm = settings.norm() == NormPlace.PRE ? addChildBlock("norm", Layer.norm()) : null;
    }

    private static Parameter token(int width) {
        return Parameter.builder()
                .setName("class_token")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(1, 1, width))
                .optInitializer(new NormalInitializer(DEVIATION))
                .build();
    }

    /**
     * How much every frame takes from every other, layer by layer.
     *
     * @param context one forward pass
     * @param sequence {@code (B, T, E)}
     * @param mask {@code (B, T)}, or null if all frames are valid
     * @return one array {@code (B, H, T', T')} per layer, where T' is T, or T + 1 with a class token; they sum to 1
     *     over the last axis
     */
    NDList weights(ForwardContext context, NDArray sequence, NDArray mask) {
        NDList weights = new NDList(layers.size());
        try (ArrayScope scope = new ArrayScope()) {
            NDArray x = embedded(context, sequence, scope);
            NDArray valid = mask == null ? null : withToken(mask, scope);
            for (Layer layer : layers) {
                weights.add(layer.weights(context, x, valid));
                x = scope.of(context.through(layer, x, valid));
            }
        }
        return weights;
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray sequence, NDArray mask) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray valid = mask == null ? null : withToken(mask, scope);
            NDArray embedded = embedded(context, sequence, scope);
            NDArray x = context.through(layers.get(0), embedded, valid);
            for (Layer layer : layers.subList(1, layers.size())) {
                try (NDArray input = x) {
                    x = context.through(layer, input, valid);
                }
            }
            return norm == null ? x : context.through(norm, scope.of(x));
        }
    }

    /**
     * What goes into the first layer: frames of its width with the class token and positions; maybe the sequence
     * itself.
     */
    private NDArray embedded(ForwardContext context, NDArray sequence, ArrayScope scope) {
        NDArray x = project == null ? sequence : scope.of(context.through(project, sequence));
        if (classToken != null) {
            Shape shape = new Shape(x.getShape().get(0), 1, settings.width());
            NDArray token = scope.of(context.value(classToken, x).broadcast(shape));
            token.attach(x.getManager()); // or all that follows would stay beside the parameter
            x = scope.of(NDArrays.concat(new NDList(token, x), 1));
        }
        if (positions.isPresent()) {
            x = scope.of(context.through(positions.get(), x));
        }
        return Layer.dropped(settings, context, x, scope);
    }

    /** The mask of the frames and, in front, of the class token if there is one. */
    @Override
    NDArray mask(NDArray mask) {
        if (classToken == null) {
            return mask;
        }
        try (NDArray token = mask.getManager().ones(new Shape(mask.getShape().get(0), 1))) {
            return NDArrays.concat(new NDList(token, mask), 1);
        }
    }

    private NDArray withToken(NDArray mask, ArrayScope scope) {
        NDArray all = mask(mask);
        return all == mask ? mask : scope.of(all);
    }

    @Override
    Shape transformedShape(Shape sequence) {
        if (sequence.get(2) != features) {
            throw new IllegalArgumentException(
                    "a transformer over " + features + " features expects (B, T, " + features + "), got " + sequence);
        }
        long frames = sequence.get(1) + (classToken == null ? 0 : 1);
        Shape embedded = new Shape(sequence.get(0), frames, settings.width());
        positions.ifPresent(added -> added.getOutputShapes(new Shape[] {embedded}));
        return embedded;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape embedded = transformedShape(inputs[0]);
        if (project != null) {
            project.initialize(manager, type, inputs[0]);
        }
        positions.ifPresent(added -> added.initialize(manager, type, embedded));
        layers.forEach(layer -> layer.initialize(manager, type, embedded));
        if (norm != null) {
            norm.initialize(manager, type, embedded);
        }
    }

    /**
     * One layer of a transformer's encoder: attention and two dense layers, each with a residual sum and a layer norm.
     *
     * <p>{@code g(x) = W2 a(W1 x + b1) + b2}, with an activation a. Norms after the sums:
     * {@code y = norm1(x + attention(x))}, {@code z = norm2(y + g(y))}; before: {@code y = x + attention(norm1(x))},
     * {@code z = y + g(norm2(y))}.
     *
     * <ul>
     *   <li>input: {@code (B, T, E)}; optionally a mask {@code (B, T)}, 1 for a valid frame and 0 for padding
     *   <li>output: {@code (B, T, E)}
     * </ul>
     *
     * <p>Parameters: those of {@code self_attn}, {@code linear1}, {@code linear2}, {@code norm1} and {@code norm2}, as
     * in PyTorch's {@code TransformerEncoderLayer}.
     *
     * <p>Source: Vaswani et al., "Attention is all you need", NeurIPS 2017; norms in front: Xiong et al., "On layer
     * normalization in the transformer architecture", ICML 2020.
     */
    private static final class Layer extends SequenceBlock {

        private static final float EPSILON = 1e-5f;
        private static final int FEATURES = 2;

        private final SequenceSettings.Transformer settings;
        private final MultiHeadAttention attention;
        private final Linear expand;
        private final Linear contract;
        private final LayerNorm attentionNorm;
        private final LayerNorm denseNorm;

        Layer(SequenceSettings.Transformer settings) {
            this.settings = settings;
            attention = addChildBlock("self_attn", new MultiHeadAttention(settings.attention()));
            expand = addChildBlock(
                    "linear1", Linear.builder().setUnits(settings.feedForward()).build());
            contract = addChildBlock(
                    "linear2", Linear.builder().setUnits(settings.width()).build());
            attentionNorm = addChildBlock("norm1", norm());
            denseNorm = addChildBlock("norm2", norm());
        }

        /** A layer norm over the features of each frame. */
        static LayerNorm norm() {
            return LayerNorm.builder().axis(FEATURES).optEpsilon(EPSILON).build();
        }

        /** The weights of the attention, {@code (B, H, T, T)}. */
        NDArray weights(ForwardContext context, NDArray x, NDArray mask) {
            try (ArrayScope scope = new ArrayScope()) {
                return attention.weights(context, before(context, attentionNorm, x, scope), mask);
            }
        }

        @Override
        protected NDArray apply(ForwardContext context, NDArray x, NDArray mask) {
            try (ArrayScope scope = new ArrayScope()) {
                NDArray attended = before(context, attentionNorm, x, scope);
                NDArray taken = scope.of(context.through(attention, attended, mask));
                NDArray sum = scope.of(x.add(dropped(settings, context, taken, scope)));
                NDArray y = settings.norm() == NormPlace.PRE ? sum : scope.of(context.through(attentionNorm, sum));
                NDArray dense = dense(context, before(context, denseNorm, y, scope), scope);
                NDArray z = y.add(dropped(settings, context, dense, scope));
                return settings.norm() == NormPlace.PRE ? z : context.through(denseNorm, scope.of(z));
            }
        }

        private NDArray before(ForwardContext context, LayerNorm norm, NDArray x, ArrayScope scope) {
            return settings.norm() == NormPlace.PRE ? scope.of(context.through(norm, x)) : x;
        }

        private NDArray dense(ForwardContext context, NDArray x, ArrayScope scope) {
            NDArray expanded = scope.of(context.through(expand, x));
            NDArray active = scope.of(settings.activation().apply(expanded));
            return scope.of(context.through(contract, dropped(settings, context, active, scope)));
        }

        /** With some numbers left out in training; the array itself otherwise. */
        static NDArray dropped(
                SequenceSettings.Transformer settings, ForwardContext context, NDArray x, ArrayScope scope) {
            return context.training() && settings.dropout() > 0
                    ? scope.of(
                            Dropout.dropout(x, (float) settings.dropout(), true).singletonOrThrow())
                    : x;
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return attention.getOutputShapes(inputs);
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            Shape sequence = inputs[0];
            attention.initialize(manager, type, sequence);
            expand.initialize(manager, type, sequence);
            contract.initialize(manager, type, expand.getOutputShapes(new Shape[] {sequence}));
            attentionNorm.initialize(manager, type, sequence);
            denseNorm.initialize(manager, type, sequence);
        }
    }
}
