// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.network.EncoderSettings.ConvNet.Frequencies;
import org.mir4j.models.network.EncoderSettings.ConvNet.Layer;
import org.mir4j.models.network.EncoderSettings.ConvNet.Pool;
import org.mir4j.models.settings.SettingsTree;

class EncoderSettingsTest {

    private static final List<Integer> SQUARE = List.of(3, 3);

    /** Where one of several encoders can stand. */
    public record Holder(EncoderSettings encoder) {}

    private static void requireRefused(String reason, Executable construction) {
        String message =
                assertThrows(IllegalArgumentException.class, construction).getMessage();
        assertTrue(message.contains(reason), message);
    }

    private static Layer layer(List<Integer> kernel, List<Integer> stride, Pool pool, List<Integer> poolSize) {
        return new Layer(4, kernel, stride, pool, poolSize, false, false, null);
    }

    @Test
    void layersWithoutChannelsAreRefused() {
        requireRefused("at least one channel", () -> new EncoderSettings.ShortChunkCnn(List.of(), false));
        requireRefused("at least one channel", () -> new EncoderSettings.ShortChunkCnn(List.of(4, 0), true));
        requireRefused("at least one channel", () -> new EncoderSettings.SampleCnn(List.of(4, 4), -1, false));
        requireRefused("at least one filter", () -> new Layer(0, SQUARE, null, null, null, false, false, null));
        requireRefused("at least one layer", () -> new EncoderSettings.ConvNet(false, List.of(), null));
    }

    @Test
    void sampleLevelEncodersRefuseSpectrograms() {
        EncoderSettings.SampleCnn settings = new EncoderSettings.SampleCnn(List.of(4, 4), 0, false);
        requireRefused("samples, (B, 1, 1, T)", () -> settings.build(96));
        Encoder encoder = settings.build(1);
        requireRefused("not spectrograms", () -> encoder.getOutputShapes(new Shape[] {new Shape(1, 1, 96, 100)}));
        requireRefused("too short", () -> encoder.getOutputShapes(new Shape[] {new Shape(1, 1, 1, 6)}));
        assertEquals(new Shape(1, 1, 4), encoder.getOutputShapes(new Shape[] {new Shape(1, 1, 1, 9)})[0]);
    }

    @Test
    void theAuthorsExcerptsBecomeOneFrame() {
        List<Integer> channels = List.of(2, 2, 2, 3, 3, 3, 3, 3, 3, 4);
        Encoder samples = new EncoderSettings.SampleCnn(channels, 5, true).build(1);
        assertEquals(new Shape(1, 1, 5), samples.getOutputShapes(new Shape[] {new Shape(1, 1, 1, 59049)})[0]);
        List<Integer> halved = List.of(2, 2, 3, 3, 3, 3, 4);
        for (boolean residual : new boolean[] {false, true}) {
            Encoder shortChunks = new EncoderSettings.ShortChunkCnn(halved, residual).build(128);
            assertEquals(
                    new Shape(1, residual ? 2 : 1, 4),
                    shortChunks.getOutputShapes(new Shape[] {new Shape(1, 1, 128, 231)})[0]);
        }
    }

    @Test
    void layersOfConvolutionsAreReadWithTheirDefaults() {
        String json = "{'encoder': {'type': 'conv-net', 'layers': [{'filters': 4, 'kernel': [3, 3]},"
                + " {'filters': 2, 'kernel': [1, 1], 'pool': 'max', 'poolSize': [2, 1], 'activation': 'none'}]}}";
        Holder read = SettingsTree.read(JsonParser.parseString(json), Holder.class);
        Layer first = layer(SQUARE, List.of(1, 1), Pool.NONE, null);
        Layer second = new Layer(2, List.of(1, 1), null, Pool.MAX, List.of(2, 1), false, false, Activations.NONE);
        assertEquals(new EncoderSettings.ConvNet(false, List.of(first, second), Frequencies.MEAN), read.encoder());
        assertEquals(Activations.RELU, first.activation());
        assertEquals(read, SettingsTree.read(SettingsTree.tree(read), Holder.class));
    }

    @Test
    void geometryThatMakesNoSenseIsRefused() {
        requireRefused("odd sizes", () -> layer(List.of(3, 4), null, null, null));
        requireRefused("two positive sizes", () -> layer(List.of(3), null, null, null));
        requireRefused("two positive sizes", () -> layer(SQUARE, List.of(0, 1), null, null));
        requireRefused("two positive sizes", () -> layer(SQUARE, null, Pool.MEAN, List.of(2, 0)));
        requireRefused("pool size", () -> layer(SQUARE, null, Pool.MAX, null));
        requireRefused("pool size", () -> layer(SQUARE, null, null, List.of(2, 2)));
    }

    @Test
    void spectrogramsThatPoolingLeavesNothingOfAreRefused() {
        Encoder encoder = new EncoderSettings.ConvNet(
                        false, List.of(layer(SQUARE, null, Pool.MAX, List.of(4, 4))), null)
                .build(3);
        requireRefused("too small", () -> encoder.getOutputShapes(new Shape[] {new Shape(1, 1, 3, 40)}));
    }
}
