// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;
import org.mir4j.models.layer.RecurrentCells;
import org.mir4j.models.layer.RecurrentCells.Cell;

/**
 * LSTMs in both directions and a linear layer, whose output is added to the input. Longer sequences are cut into frames
 * of 200 steps, each of which shares a half with the next; of every frame the middle is taken.
 *
 * <ul>
 *   <li>input: {@code (B, 1, T, C)}
 *   <li>output: the same shape
 * </ul>
 *
 * <p>Parameters: {@code lstm} as of {@link RecurrentCells}, and {@code linear}.
 *
 * <p>Source: Défossez, "Hybrid Spectrogram and Waveform Source Separation", 2021, section 3.2 ({@code BLSTM}).
 */
final class FramedLstm extends LayerBlock {

    private static final int LAYERS = 2;
    private static final int FRAME = 200;
    private static final int HOP = FRAME / 2;
    private static final int EDGE = HOP / 2;

    /** {@code (B, 1, T, C)} and silence after it, a whole number of hops in all, to {@code (B frames, 200, C)}. */
    private static final String FRAMES =
            "torch.flatten(torch.transpose(torch.unfold(torch.cat([torch.squeeze(x, 1), z]," + " 1), 1, " + FRAME + ", "
                    + HOP + "), 2, 3), 0, 1)";

    private final int channels;
    private final RecurrentCells cells;
    private final Container linear;
    private final TorchOperator frames = TorchOperator.of("x, z", FRAMES);
    private final TorchOperator whole =
            TorchOperator.of("x, y, w, b", "torch.add(x, torch.unsqueeze(torch.linear(y, w, b), 1))");
    private final TorchOperator projected = TorchOperator.of("y, w, b", "torch.linear(y, w, b)");
    private final TorchOperator joined = TorchOperator.of("y", joined());

    /**
     * @param channels C
     */
    FramedLstm(int channels) {
        this.channels = channels;
        cells = addChildBlock(
                "lstm",
                new RecurrentCells(new RecurrentCells.Settings(Cell.LSTM, channels, LAYERS, true, 0), channels));
        linear = addChildBlock("linear", Container.affine(channels, 2L * channels));
    }

    /** The middles of frames {@code (B, frames, 200, C)}, the edge before the first and that after the last. */
    private static String joined() {
        String middles = "torch.flatten(torch.slice(y, 2, " + EDGE + ", " + (FRAME - EDGE) + "), 1, 2)";
        String first = "torch.slice(torch.select(y, 1, 0), 1, 0, " + EDGE + ")";
        String last = "torch.slice(torch.select(y, 1, -1), 1, " + (FRAME - EDGE) + ")";
        return "torch.cat([" + first + ", " + middles + ", " + last + "], 1)";
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray x) {
        long steps = x.getShape().get(2);
        try (ArrayScope scope = new ArrayScope()) {
            if (steps <= FRAME) {
                NDArray sequence = scope.of(x.squeeze(1));
                NDArray states = scope.of(context.through(cells, sequence));
                return whole.apply(x, states, linear.weight(context, x), linear.bias(context, x));
            }
            long batch = x.getShape().get(0);
            long count = (steps + HOP - 1) / HOP;
            long missing = (count + 1) * HOP - steps;
            NDArray silence = scope.of(x.getManager().zeros(new Shape(batch, missing, channels)));
            NDArray cut = scope.of(frames.apply(x, silence));
            NDArray states = scope.of(context.through(cells, cut));
            NDArray rows = scope.of(projected.apply(states, linear.weight(context, x), linear.bias(context, x)));
            NDArray framed = scope.of(rows.reshape(batch, count, FRAME, channels));
            NDArray all = scope.of(joined.apply(framed));
            NDArray within = scope.of(all.get(new NDIndex(":, :{}", steps)));
            return x.add(scope.of(within.expandDims(1)));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        cells.initialize(manager, type, new Shape(inputs[0].get(0), inputs[0].get(2), channels));
        linear.initialize(manager, type, inputs);
    }
}
