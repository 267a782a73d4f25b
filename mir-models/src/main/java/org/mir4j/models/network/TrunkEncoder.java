// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.mir4j.models.layer.ForwardContext;

/**
 * A trunk of convolutions and nothing else; frequencies that are left in the end are averaged.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, T', C)} with the trunk's channels
 * </ul>
 *
 * <p>Parameters: those of the trunk, under its names.
 */
final class TrunkEncoder extends Encoder {

    private final Trunk trunk;

    /**
     * @param trunk makes the trunk, which tells of every block and its name
     */
    TrunkEncoder(Function<BiConsumer<String, AbstractBlock>, Trunk> trunk) {
        this.trunk = trunk.apply(this::addChildBlock);
    }

    @Override
    NDArray encode(ForwardContext context, NDArray spectrogram) {
        try (NDArray features = trunk.apply(context, spectrogram)) {
            return averaged(features);
        }
    }

    @Override
    Shape encodedShape(Shape spectrogram) {
        return averaged(trunk.outputShape(spectrogram));
    }

    @Override
    int encodedFrames(int frames) {
        return trunk.frames(frames);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        trunk.initialize(manager, type, inputs[0]);
    }
}
