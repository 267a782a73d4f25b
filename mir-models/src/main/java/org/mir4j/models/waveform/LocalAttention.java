// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.Constants;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;

/**
 * Attention of each step to the others by their content and by how near they are: each head of each step decides how
 * fast its attention decays with distance. Its output is added to its input.
 *
 * <ul>
 *   <li>input: {@code (B, 1, T, C)}
 *   <li>output: the same shape
 * </ul>
 *
 * <p>Parameters: {@code content}, {@code query}, {@code key}, {@code query_decay} and {@code proj}, convolutions over one
 * step.
 *
 * <p>Source: Défossez, "Hybrid Spectrogram and Waveform Source Separation", 2021, section 3.2 ({@code LocalState}).
 */
final class LocalAttention extends LayerBlock {

    private static final int HEADS = 4;
    private static final int DECAYS = 4;

    /** What a step's score of itself is: it attends to others. */
    private static final int ITSELF = -100;

    private final List<Container> layers;
    private final TorchOperator operator;

    /**
     * @param channels C, which the heads share
     */
    LocalAttention(int channels) {
        if (channels % HEADS != 0) {
            throw new IllegalArgumentException("local attention has " + HEADS + " heads, which " + channels
                    + " channels of a residual branch cannot be shared by");
        }
        operator = operator(channels / HEADS);
        layers = List.of(
                addChildBlock("content", Container.affine(channels, channels, 1)),
                addChildBlock("query", Container.affine(channels, channels, 1)),
                addChildBlock("key", Container.affine(channels, channels, 1)),
                addChildBlock("query_decay", Container.affine(HEADS * DECAYS, channels, 1)),
                addChildBlock("proj", Container.affine(channels, channels, 1)));
    }

    private static TorchOperator operator(int features) {
        String distance = "torch.abs(torch.sub(torch.unsqueeze(t, 1), t))";
        String byContent = "torch.mul(torch.matmul(" + heads("wq, bq") + ", torch.transpose(" + heads("wk, bk")
                + ", -1, -2)), " + 1 / Math.sqrt(features) + ")";
        String decay = "torch.mul(torch.matmul(torch.sigmoid(" + heads("wd, bd") + "), d), "
                + 1 / (2 * Math.sqrt(DECAYS)) + ")";
        String byDistance = "torch.mul(" + decay + ", " + distance + ")";
        String scores = "torch.masked_fill(torch.sub(" + byContent + ", " + byDistance + "), torch.eq(" + distance
                + ", 0), " + ITSELF + ")";
        String attended = "torch.matmul(torch.softmax(" + scores + ", -1), " + heads("wc, bc") + ")";
        String together = "torch.flatten(torch.transpose(" + attended + ", 1, 2), 2)";
        return TorchOperator.of(
                "x, t, d, wc, bc, wq, bq, wk, bk, wd, bd, w, b",
                "torch.add(x, torch.unsqueeze(torch.linear(" + together + ", torch.squeeze(w, 2), b), 1))");
    }

    /** {@code (B, heads, T, features of each)} of what a convolution gives; its weight and bias by a comma. */
    private static String heads(String layer) {
        int comma = layer.indexOf(',');
        String linear = "torch.linear(torch.squeeze(x, 1), torch.squeeze(" + layer.substring(0, comma) + ", 2)"
                + layer.substring(comma) + ")";
        return "torch.transpose(torch.unflatten(" + linear + ", -1, [" + HEADS + ", -1]), 1, 2)";
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray x) {
        NDArray[] inputs = new NDArray[3 + 2 * layers.size()];
        for (int i = 0; i < layers.size(); i++) {
            inputs[3 + 2 * i] = layers.get(i).weight(context, x);
            inputs[4 + 2 * i] = layers.get(i).bias(context, x);
        }
        try (NDArray steps = x.getManager().arange((float) x.getShape().get(2));
                NDArray decays = Constants.of(x.getManager(), new float[] {1, 2, 3, 4}, new Shape(DECAYS, 1))) {
            inputs[0] = x;
            inputs[1] = steps;
            inputs[2] = decays;
            return operator.apply(inputs);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        getChildren().values().forEach(block -> block.initialize(manager, type, inputs));
    }
}
