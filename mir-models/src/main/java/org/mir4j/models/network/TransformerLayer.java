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
import org.mir4j.models.layer.Pass;
import org.mir4j.models.layer.Temporaries;

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
    NDArray weights(Pass pass, NDArray x, NDArray mask) {
        try (Temporaries temporaries = new Temporaries()) {
            return attention.weights(pass, before(pass, attentionNorm, x, temporaries), mask);
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        Pass pass = new Pass(parameters, training);
        NDArray x = inputs.get(0);
        try (Temporaries temporaries = new Temporaries()) {
            NDList attended = new NDList(inputs);
            attended.set(0, before(pass, attentionNorm, x, temporaries));
            NDArray taken = temporaries.of(
                    attention.forward(parameters, attended, training).singletonOrThrow());
            NDArray sum = temporaries.of(x.add(dropped(settings, pass, taken, temporaries)));
            NDArray y = settings.norm() == NormPlace.PRE ? sum : temporaries.of(pass.through(attentionNorm, sum));
            NDArray dense = dense(pass, before(pass, denseNorm, y, temporaries), temporaries);
            NDArray z = y.add(dropped(settings, pass, dense, temporaries));
            return new NDList(settings.norm() == NormPlace.PRE ? z : pass.through(denseNorm, temporaries.of(z)));
        }
    }

    private NDArray before(Pass pass, LayerNorm norm, NDArray x, Temporaries temporaries) {
        return settings.norm() == NormPlace.PRE ? temporaries.of(pass.through(norm, x)) : x;
    }

    private NDArray dense(Pass pass, NDArray x, Temporaries temporaries) {
        NDArray expanded = temporaries.of(pass.through(expand, x));
        NDArray active = temporaries.of(settings.activation().apply(expanded));
        return temporaries.of(pass.through(contract, dropped(settings, pass, active, temporaries)));
    }

    /** With some numbers left out in training; the array itself otherwise. */
    static NDArray dropped(TransformerSettings settings, Pass pass, NDArray x, Temporaries temporaries) {
        return pass.training() && settings.dropout() > 0
                ? temporaries.of(
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
