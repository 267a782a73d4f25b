// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.layer.UpConvNorm;
import org.mir4j.models.masking.MaskNetworkSettings.MaskActivation;
import org.mir4j.models.masking.MaskNetworkSettings.UNetSettings;
import org.mir4j.models.settings.SettingsTree;

/** What holds for any U-Net that masks, whatever its weights. */
class UNetTest {

    private static final float ROUNDING = 1e-5f;

    private NetworkBench bench;

    @BeforeEach
    void open() {
        bench = new NetworkBench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static MaskNetworkSettings settings(String more) {
        return NetworkBench.settings("{'type': 'u-net', 'skips': true, 'channels': [4, 6, 8]" + more + "}");
    }

    private MaskNetwork network(String more, int channels, int bins, int stems) {
        return bench.network(settings(more), channels, bins, stems);
    }

    private NDArray masks(MaskNetwork network, NDArray magnitudes) {
        return bench.masks(network, magnitudes);
    }

    private NDArray magnitudes(int channels, int bins, int frames) {
        return bench.magnitudes(channels, bins, frames);
    }

    @Test
    void anyNumberOfFramesIsMasked() {
        MaskNetwork network = network("", 2, 33, 2);
        for (int frames : new int[] {1, 7, 8, 9, 20}) {
            NDArray magnitudes = magnitudes(2, 33, frames);
            Shape expected = new Shape(2, 2, 2, 33, frames);
            assertEquals(expected, network.getOutputShapes(new Shape[] {magnitudes.getShape()})[0]);
            assertEquals(expected, masks(network, magnitudes).getShape());
        }
    }

    @Test
    void masksBySoftmaxSumToOneAtEveryBinOfACroppedSpectrogram() {
        NDArray masks = masks(network(", 'mask': 'softmax', 'bins': 20", 2, 33, 3), magnitudes(2, 33, 11));
        float[] sums = masks.sum(new int[] {1}).toFloatArray();
        float[] ones = new float[sums.length];
        Arrays.fill(ones, 1);
        assertArrayEquals(ones, sums, ROUNDING);
    }

    @Test
    void binsThatTheNetworkDoesNotSeeHaveTheMeanOfTheHighestItSees() {
        NDArray masks = masks(network(", 'bins': 32", 1, 40, 1), magnitudes(1, 40, 5));
        NDArray highest = masks.get(new NDIndex("..., 30:32, :")).mean(new int[] {3}, true);
        for (int bin = 32; bin < 40; bin++) {
            NDArray extended = masks.get(new NDIndex("..., {}:{}, :", bin, bin + 1));
            assertArrayEquals(highest.toFloatArray(), extended.toFloatArray(), ROUNDING);
        }
    }

    @Test
    void whatTheNetworkDoesNotSeeDoesNotMatter() {
        MaskNetwork network = network(", 'bins': 32", 1, 40, 1);
        NDArray magnitudes = magnitudes(1, 40, 5);
        float[] before = masks(network, magnitudes).toFloatArray();
        magnitudes.set(new NDIndex(":, :, 32:"), 7);
        assertArrayEquals(before, masks(network, magnitudes).toFloatArray());
        magnitudes.set(new NDIndex(":, :, 31:"), 7);
        assertFalse(Arrays.equals(before, masks(network, magnitudes).toFloatArray()));
    }

    @Test
    void framesFarFromTheEndDoNotMindThePadding() {
        MaskNetwork network = network("", 1, 16, 1);
        NDArray song = magnitudes(1, 16, 96);
        NDArray whole = masks(network, song).get(new NDIndex("..., :40"));
        for (int frames : new int[] {80, 81, 87}) {
            NDArray part = masks(network, song.get(new NDIndex("..., :{}", frames)));
            assertArrayEquals(
                    whole.toFloatArray(), part.get(new NDIndex("..., :40")).toFloatArray(), ROUNDING);
        }
    }

    @Test
    void masksOfAnUntrainedNetworkShareTheMixture() {
        for (String mask : List.of("sigmoid", "softmax")) {
            for (int stems : new int[] {2, 4}) {
                NDArray masks = masks(network(", 'mask': '" + mask + "'", 1, 33, stems), magnitudes(1, 33, 16));
                assertEquals(1.0 / stems, masks.mean().getFloat(), 0.1, mask);
                assertTrue(masks.min().getFloat() > 0.2 / stems, mask);
            }
        }
    }

    @Test
    void dropoutIsForTrainingOnly() {
        NDArray magnitudes = magnitudes(1, 33, 16);
        NDList input = new NDList(magnitudes);
        ParameterStore parameters = new ParameterStore(bench.manager(), false);
        MaskNetwork sure = network("", 1, 33, 1);
        MaskNetwork unsure = network(", 'dropout': 0.5", 1, 33, 1);
        for (MaskNetwork network : List.of(sure, unsure)) {
            float[] first = network.forward(parameters, input, true).get(0).toFloatArray();
            float[] second = network.forward(parameters, input, true).get(0).toFloatArray();
            assertEquals(network == sure, Arrays.equals(first, second));
            assertArrayEquals(
                    masks(network, magnitudes).toFloatArray(),
                    masks(network, magnitudes).toFloatArray());
        }
    }

    @Test
    void silenceHasFiniteGradients() {
        MaskNetwork network = network("", 1, 33, 1);
        try (GradientCollector collector = PyTorch.engine().newGradientCollector()) {
            NDArray silence = bench.manager().zeros(new Shape(1, 1, 33, 8));
            silence.setRequiresGradient(true);
            collector.backward(masks(network, silence).sum());
            assertTrue(Float.isFinite(silence.getGradient().sum().getFloat()));
        }
    }

    @Test
    void foldedAndLaidOutForTrainingTheMasksAreTheSame() {
        for (String decoder : List.of("transposed", "interpolation")) {
            String more = ", 'blocks': 1, 'timeDistributed': 4, 'decoder': '" + decoder + "'";
            MaskNetwork network = network(more, 2, 33, 2);
            NDArray magnitudes = magnitudes(2, 33, 9);
            network.forward(
                    new ParameterStore(bench.manager(), false), new NDList(magnitudes), true); // moves statistics
            float[] before = masks(network, magnitudes).toFloatArray();
            Parameters.channelsLast(network);
            assertArrayEquals(before, masks(network, magnitudes).toFloatArray(), ROUNDING);
            Parameters.fold(network);
            assertArrayEquals(before, masks(network, magnitudes).toFloatArray(), ROUNDING);
            assertThrows(
                    IllegalStateException.class,
                    () -> network.forward(new ParameterStore(bench.manager(), false), new NDList(magnitudes), true));
        }
    }

    @Test
    void settingsAreReadWithTheirDefaults() {
        UNetSettings expected = new UNetSettings(
                List.of(4, 6, 8), 5, UpConvNorm.Form.TRANSPOSED, true, 0, MaskActivation.SIGMOID, 0, 0.5, 0, 0);
        NetworkBench.Holder read = new NetworkBench.Holder(settings(""));
        assertEquals(expected, read.network());
        assertEquals(read, SettingsTree.read(SettingsTree.tree(read), NetworkBench.Holder.class));
    }

    private static void requireRefused(String reason, Executable refused) {
        String message = assertThrows(RuntimeException.class, refused).getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        requireRefused("at least one channel", () -> settings(", 'channels': [4, 0]"));
        requireRefused("at least one channel", () -> settings(", 'channels': []"));
        requireRefused("odd size", () -> settings(", 'kernel': 4"));
        requireRefused("odd size", () -> settings(", 'kernel': 1"));
        requireRefused("less than 1", () -> settings(", 'dropout': 1"));
        requireRefused("exponent", () -> settings(", 'compression': 1.5"));
        requireRefused("at least 0", () -> settings(", 'blocks': -1"));
        requireRefused("odd size", () -> new UpConvNorm.Settings(UpConvNorm.Form.TRANSPOSED, 1, 1, 2));
        requireRefused("at least one channel", () -> new UpConvNorm.Settings(null, 1, 1, 3));
    }

    @Test
    void spectrogramsThatDoNotFitAreRefused() {
        requireRefused("40 bins do not fit a spectrogram of 33", () -> settings(", 'bins': 40")
                .build(1, 33, 1));
        requireRefused(
                "at least two stems", () -> settings(", 'mask': 'softmax'").build(1, 33, 1));
        requireRefused("at least one channel", () -> settings("").build(0, 33, 1));
        MaskNetwork network = network("", 2, 33, 1);
        for (Shape shape :
                List.of(new Shape(1, 1, 33, 4), new Shape(1, 2, 32, 4), new Shape(1, 2, 33, 0), new Shape(2, 33, 4))) {
            String sentence = "expects magnitudes (B, 2, 33, T), which are channels, frequency bins and at least one"
                    + " frame, got " + shape;
            requireRefused(sentence, () -> network.getOutputShapes(new Shape[] {shape}));
            requireRefused(sentence, () -> masks(network, bench.manager().zeros(shape)));
        }
    }
}
