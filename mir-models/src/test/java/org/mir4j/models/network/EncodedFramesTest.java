// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.network.EncoderSettings.ConvNet.Frequencies;
import org.mir4j.models.network.EncoderSettings.ConvNet.Layer;
import org.mir4j.models.network.EncoderSettings.ConvNet.Pool;

/** As many frames of a masked spectrogram are valid as one without padding gives. */
class EncodedFramesTest {

    private static final int BANDS = 16;
    private static final int WINDOW = 200;
    private static final List<List<Integer>> POOLING = List.of(List.of(4, 2), List.of(4, 3));
    private static final List<Integer> SQUARE = List.of(3, 3);

    static List<EncoderSettings> encoders() {
        Layer strided = new Layer(4, SQUARE, List.of(2, 3), Pool.NONE, null, false, false, null);
        Layer pooled = new Layer(4, SQUARE, List.of(1, 2), Pool.MEAN, List.of(2, 3), true, true, null);
        return List.of(
                new EncoderSettings.Fcn(List.of(4, 6), POOLING),
                new EncoderSettings.Crnn(List.of(4, 6), POOLING, 6, 2),
                new EncoderSettings.Musicnn(3, List.of(0.4, 0.7), 7, 2, List.of(9, 5), 4, 7),
                new EncoderSettings.MobileNet(0.1),
                new EncoderSettings.ShortChunkCnn(List.of(4, 4, 6), false),
                new EncoderSettings.ShortChunkCnn(List.of(4, 4, 6), true),
                new EncoderSettings.SampleCnn(List.of(4, 4, 6), 8, false),
                new EncoderSettings.SampleCnn(List.of(4, 4, 6), 0, true),
                new EncoderSettings.ConvNet(true, List.of(strided, pooled), Frequencies.FLATTEN),
                new EncoderSettings.Frames(true));
    }

    private static Shape input(EncoderSettings settings, int frames) {
        return new Shape(1, 1, settings instanceof EncoderSettings.SampleCnn ? 1 : BANDS, frames);
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void stridesAndPoolingsAreCounted(EncoderSettings settings) {
        Encoder encoder = settings.build((int) input(settings, 1).get(2));
        int known = 0;
        for (int frames = 1; frames <= WINDOW; frames++) {
            int expected = encoder.encodedFrames(frames);
            if (expected > 0) {
                assertEquals(
                        expected, encoder.encodedShape(input(settings, frames)).get(1), frames + " frames");
                known++;
            }
        }
        assertTrue(known > WINDOW / 2);
        assertEquals(0, encoder.encodedFrames(0));
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void aMaskIsAsLongAsTheSequence(EncoderSettings settings) {
        Encoder encoder = settings.build((int) input(settings, 1).get(2));
        Shape input = input(settings, WINDOW);
        int[] valid = {1, 71, WINDOW};
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray mask = encoder.mask(PaddingMask.of(manager, valid, WINDOW), input);
            assertEquals(new Shape(3, encoder.encodedShape(input).get(1)), mask.getShape());
            assertArrayEquals(
                    new int[] {
                        Math.max(1, encoder.encodedFrames(1)), encoder.encodedFrames(71), encoder.encodedFrames(WINDOW)
                    },
                    PaddingMask.valid(mask));
            assertEquals(0, mask.getFloat(1, encoder.encodedFrames(71)));
            assertEquals(1, mask.getFloat(1, encoder.encodedFrames(71) - 1));
        }
    }

    @Test
    void theFirstPatchesOfEveryRowOfBandsAreValid() {
        Encoder encoder = new EncoderSettings.Patches(3, 8, 4, 4, 2).build(BANDS);
        Shape input = new Shape(1, 1, BANDS, 10);
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray mask = encoder.mask(PaddingMask.of(manager, new int[] {7, 2, 10}, 10), input);
            assertArrayEquals(
                    new float[] {
                        1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1,
                        1, 1, 1, 1
                    },
                    mask.toFloatArray());
        }
    }
}
