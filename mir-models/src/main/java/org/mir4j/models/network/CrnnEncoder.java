// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.RecurrentCells;
import org.mir4j.models.layer.RecurrentCells.Cell;

/**
 * The convolutional recurrent network: convolutions until one frequency is left, then gated recurrent units over time.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, T', hidden)}
 * </ul>
 *
 * <p>Parameters: those of {@link PooledEncoder}, and {@code gru}.
 *
 * <p>Source: Choi, Fazekas, Sandler, Cho, "Convolutional recurrent neural networks for music classification", ICASSP
 * 2017, in the form of Won et al., SMC 2020.
 */
final class CrnnEncoder extends PooledEncoder {

    private final RecurrentCells recurrent;

    /**
     * @param settings channels, poolings and recurrent layers
     */
    CrnnEncoder(EncoderSettings.Crnn settings) {
        super(settings.channels(), settings.pooling());
        int features = settings.channels().get(settings.channels().size() - 1);
        RecurrentCells.Settings cells =
                new RecurrentCells.Settings(Cell.GRU, settings.hidden(), settings.recurrentLayers(), false, 0);
        recurrent = addChildBlock("gru", new RecurrentCells(cells, features));
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray spectrogram) {
        try (NDArray frames = super.apply(context, spectrogram)) {
            return context.through(recurrent, frames);
        }
    }

    @Override
    Shape encodedShape(Shape spectrogram) {
        return recurrent.getOutputShapes(new Shape[] {super.encodedShape(spectrogram)})[0];
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        super.initializeChildBlocks(manager, type, inputs);
        recurrent.initialize(manager, type, super.encodedShape(inputs[0]));
    }
}
