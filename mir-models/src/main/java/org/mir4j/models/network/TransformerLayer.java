// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * One layer of a transformer's encoder: attention and two dense layers, each with a residual sum and a layer norm.
 *
 * <p>{@code g(x) = W2 a(W1 x + b1) + b2}, with an activation a. Norms after the sums: {@code y = norm1(x + attention(x))},
 * {@code z = norm2(y + g(y))}; before: {@code y = x + attention(norm1(x))}, {@code z = y + g(norm2(y))}.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}; optionally a mask {@code (B, T)}, 1 for a valid frame and 0 for padding
 *   <li>output: {@code (B, T, E)}
 * </ul>
 *
 * <p>Parameters: those of {@code self_attn}, {@code linear1}, {@code linear2}, {@code norm1} and {@code norm2}, as in
 * PyTorch's {@code TransformerEncoderLayer}.
 *
 * <p>Source: Vaswani et al., "Attention is all you need", NeurIPS 2017; norms in front: Xiong et al., "On layer
 * normalization in the transformer architecture", ICML 2020.
 */
final class TransformerLayer extends AbstractBlock {

    private static final byte VERSION = 1;
    private static final float EPSILON = 1e-5f;
    private static final int FEATURES = 2;

    private final TransformerSettings settings;
    private final MultiHeadAttention attention;
    private final Linear expand;
    private final Linear contract;
    private final LayerNorm attentionNorm;
    private final LayerNorm denseNorm;

    TransformerLayer(TransformerSettings settings) {
        super(VERSION);
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
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        ForwardContext context = new ForwardContext(parameters, training);
        NDArray x = inputs.get(0);
        try (ArrayScope scope = new ArrayScope()) {
            NDList attended = new NDList(inputs);
            attended.set(0, before(context, attentionNorm, x, scope));
            NDArray taken =
                    scope.of(attention.forward(parameters, attended, training).singletonOrThrow());
            NDArray sum = scope.of(x.add(dropped(settings, context, taken, scope)));
            NDArray y = settings.norm() == NormPlace.PRE ? sum : scope.of(context.through(attentionNorm, sum));
            NDArray dense = dense(context, before(context, denseNorm, y, scope), scope);
            NDArray z = y.add(dropped(settings, context, dense, scope));
            return new NDList(settings.norm() == NormPlace.PRE ? z : context.through(denseNorm, scope.of(z)));
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
    static NDArray dropped(TransformerSettings settings, ForwardContext context, NDArray x, ArrayScope scope) {
        return context.training() && settings.dropout() > 0
                ? scope.of(Dropout.dropout(x, (float) settings.dropout(), true).singletonOrThrow())
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
