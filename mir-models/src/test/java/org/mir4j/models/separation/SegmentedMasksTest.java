// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.models.TinySeparator;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.masking.MaskNetwork;

/** Segments that a network receives several at once, as on a GPU. */
class SegmentedMasksTest {

    private static final MaskingTask TASK = TinySeparator.task(2, new Segment(96, 40));

    @ParameterizedTest
    @ValueSource(ints = {20, 96, 97, 208, 209, 500})
    void severalAtOnceGiveTheMasksOfOneAfterTheOther(int frames) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            MaskNetwork network = TASK.build();
            network.initialize(manager, DataType.FLOAT32, TASK.inputShape());
            NDArray samples = manager.arange(2f * (127 + 32 * frames)).mul(0.3).sin();
            NDArray spectrum = new Stft(TASK.stft(), manager)
                    .framed(samples.reshape(2, -1).get(new NDIndex(":, :{}", 128 + 32 * (frames - 1))));
            NDArray one = masks(network, 1, spectrum, manager);
            NDArray several = masks(network, 3, spectrum, manager);
            assertEquals(new Shape(2, 2, 65, frames), several.getShape());
            assertTrue(one.sub(several).abs().max().getFloat() < 1e-6);
        }
    }

    private static NDArray masks(MaskNetwork network, int batch, NDArray spectrum, NDManager manager) {
        SongMasks song = new SongMasks.Segmented(
                new SpectrogramSeparation.Model(TASK, new Stft(TASK.stft(), manager), network, batch), manager);
        assertEquals(96 + (batch - 1) * 56, song.frames());
        long frames = spectrum.getShape().get(2);
        List<NDArray> parts = new ArrayList<>();
        for (long from = 0; from < frames; ) {
            boolean last = frames - from <= song.frames();
            long to = last ? frames : from + song.frames();
            song.next(spectrum.get(new NDIndex(":, :, {}:{}", from, to)), last, masked -> {
                NDArray copy = masked.masks().duplicate();
                copy.attach(manager);
                parts.add(copy);
            });
            from = last ? frames : from + song.step();
        }
        return NDArrays.concat(new NDList(parts), 3);
    }
}
