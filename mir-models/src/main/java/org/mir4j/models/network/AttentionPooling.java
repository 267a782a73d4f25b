// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import org.mir4j.models.layer.ForwardContext;

/**
 * Attention by projection: a mean over time whose weights a small network reads off each frame.
 *
 * <p>{@code a_t = softmax_t(sigma(v' h(e_t)))} and {@code y = sum_t a_t e_t}, with the logistic function {@code sigma}
 * and the learned embedding {@code h(e) = tanh(W e + b)} of the attention's own size. Since {@code sigma} lies between
 * 0 and 1, no frame weighs more than e times as much as another.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}, optionally a mask {@code (B, T)}
 *   <li>output: {@code (B, E)}
 *   <li>weights: {@code (B, T, 1)}
 * </ul>
 *
 * <p>Parameters: {@code embed} (W and b) and {@code project.weight} (v).
 *
 * <p>Source: Gururani, Sharma, Lerch, "An attention mechanism for musical instrument recognition", ISMIR 2019; the
 * hyperbolic tangent is our choice of {@code h}.
 */
final class AttentionPooling extends PoolingHead {

    private final Linear embed;
    private final Linear project;

    /**
     * @param hidden size of the learned embedding
     */
    AttentionPooling(int hidden) {
        embed = addChildBlock("embed", Linear.builder().setUnits(hidden).build());
        project = addChildBlock(
                "project", Linear.builder().setUnits(1).optBias(false).build());
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray sequence, NDArray mask) {
        return weights(context, sequence, mask).mul(sequence).sum(TIME);
    }

    @Override
    NDArray weights(ForwardContext context, NDArray sequence, NDArray mask) {
        NDArray embedded = context.through(embed, sequence).tanh();
        NDArray relevance = Activation.sigmoid(context.through(project, embedded));
        return PaddingMask.hidden(relevance, mask).softmax(TIME[0]);
    }

    @Override
    long size(long features) {
        return features;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape frame = new Shape(1, inputs[0].get(2));
        embed.initialize(manager, type, frame);
        project.initialize(manager, type, embed.getOutputShapes(new Shape[] {frame}));
    }
}
