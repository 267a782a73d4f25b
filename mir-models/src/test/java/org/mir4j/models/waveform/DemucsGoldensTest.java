// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.SineWeights;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.waveform.HtDemucsSettings.Transformer;
import org.mir4j.models.waveform.HybridUNetSettings.Residual;
import org.mir4j.models.waveform.HybridUNetSettings.Residual.Where;

/** The networks of the Demucs family and their layers against the authors' code. */
class DemucsGoldensTest {

    private static final JsonObject GOLDENS = GoldenFile.read("demucs");
    private static final double LAYER_TOLERANCE = 1e-5;
    private static final double NETWORK_TOLERANCE = 1e-4;
    private static final double PHASE = 0.5;
    private static final int KEPT = 307;

    private static final Map<String, WaveformNetworkSettings> NETWORKS = Map.ofEntries(
            Map.entry("htdemucs", ht(levels(2, 128, 4, 4, Where.BOTH, 2), 0, 700)),
            Map.entry(
                    "htdemucs-shorter",
                    new HtDemucsSettings(
                            levels(2, 128, 4, 4, Where.BOTH, 2), 12, new Transformer(3, 2, 0, true, 0, 0.5), 700)),
            Map.entry(
                    "htdemucs-norms",
                    ht(
                            new HybridUNetSettings(
                                    4, 2, 0, 0, 128, 0, 0, null, 1, 1, 2, 0.0, 0, new Residual(Where.ENCODER, 2, 2)),
                            0,
                            500)),
            Map.entry("hybrid", hybrid(levels(3, 64, 1, 2, Where.ENCODER, 1), 1, 1, false, false)),
            Map.entry(
                    "hybrid-both",
                    hybrid(
                            new HybridUNetSettings(
                                    4, 3, 6, 0, 64, 0, 0, null, 0, 1, 2, null, 0, new Residual(Where.BOTH, 2, 1)),
                            2,
                            99,
                            false,
                            false)),
            Map.entry("hybrid-magnitudes", hybrid(levels(3, 64, 1, 2, Where.ENCODER, 1), 1, 1, true, true)),
            Map.entry("hybrid-magnitudes-mirrored", hybrid(levels(3, 64, 1, 2, Where.NONE, 1), 1, 1, true, false)),
            Map.entry("hybrid-one-sample", hybrid(levels(3, 64, 1, 2, Where.ENCODER, 1), 1, 1, false, false)),
            Map.entry("hybrid-few-samples", hybrid(levels(3, 64, 1, 2, Where.ENCODER, 1), 1, 1, false, false)),
            Map.entry("hybrid-bands", banded(levels(4, 256, 99, 2, Where.ENCODER, 1), 1)),
            Map.entry(
                    "hybrid-more-bands",
                    banded(
                            new HybridUNetSettings(
                                    2, 5, 4, 0, 1024, 0, 0, null, 0, 99, 2, null, 0, new Residual(Where.BOTH, 2, 1)),
                            2)));

    private static HybridUNetSettings levels(
            int depth, int fftSize, int normsFrom, int groups, Where where, double compression) {
        Residual residual = new Residual(where, 2, compression);
        return new HybridUNetSettings(4, depth, 0, 0, fftSize, 0, 0, null, 0, normsFrom, groups, null, 0, residual);
    }

    private static HtDemucsSettings ht(HybridUNetSettings levels, int bottom, int samples) {
        return new HtDemucsSettings(levels, bottom, new Transformer(3, 2, 0, false, 0, null), samples);
    }

    private static HybridDemucsSettings hybrid(
            HybridUNetSettings levels, int lstmFrom, int attentionFrom, boolean magnitudes, boolean silentEdges) {
        return new HybridDemucsSettings(levels, 0, lstmFrom, attentionFrom, magnitudes, silentEdges, null, 0);
    }

    private static HybridDemucsSettings banded(HybridUNetSettings levels, int depth) {
        return new HybridDemucsSettings(levels, 0, 2, 2, false, false, List.of(0.3, 0.6), depth);
    }

    static Stream<String> networks() {
        return NETWORKS.keySet().stream().sorted();
    }

    private static JsonObject golden(String kind, String name) {
        for (JsonElement each : GOLDENS.getAsJsonArray(kind)) {
            if (each.getAsJsonObject().get("name").getAsString().equals(name)) {
                return each.getAsJsonObject();
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static Shape shape(JsonObject golden, String key) {
        return new Shape(golden.getAsJsonArray(key).asList().stream()
                .mapToLong(JsonElement::getAsLong)
                .toArray());
    }

    private static void requireClose(JsonObject golden, float[] found, double tolerance) {
        Tensor expected = GoldenFile.tensor(golden.getAsJsonObject("output"));
        int step = 1 + found.length / KEPT;
        double worst = 0;
        double largest = 0;
        for (int i = 0; i < expected.values().length; i++) {
            worst = Math.max(worst, Math.abs(found[i * step] - expected.values()[i]));
            largest = Math.max(largest, Math.abs(expected.values()[i]));
            assertTrue(Float.isFinite(found[i * step]));
        }
        assertTrue(worst <= tolerance * largest, "off by " + worst / largest + " of the largest value");
    }

    private static NDArray forward(Block block, NDManager manager, NDArray input) {
        return Autograd.unrecorded(() -> block.forward(new ParameterStore(manager, false), new NDList(input), false)
                .singletonOrThrow());
    }

    private static Block layer(String name) {
        return switch (name) {
            case "branches" ->
                new ResidualBranches(new ResidualBranches.Inside(new Residual(Where.BOTH, 2, 2), false, false), 8);
            case "branches-inside" ->
                new ResidualBranches(new ResidualBranches.Inside(new Residual(Where.BOTH, 1, 1), true, true), 8);
            case "lstm" -> new FramedLstm(4);
            case "lstm-framed", "lstm-framed-whole" -> new FramedLstm(2);
            case "attention" -> new LocalAttention(8);
            default -> new LocalAttention(4);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "branches",
                "branches-inside",
                "lstm",
                "lstm-framed",
                "lstm-framed-whole",
                "attention",
                "attention-alone"
            })
    void layersAreTheAuthors(String name) {
        JsonObject golden = golden("layers", name);
        Shape shape = shape(golden, "shape"); // (B, C, T), and ours is (B, 1, T, C)
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            Block block = layer(name);
            Map<String, Tensor> weights = SineWeights.of(block);
            assertEquals(golden.get("parameters").getAsInt(), weights.size());
            NDArray input = manager.create(SineWeights.numbers(shape.size(), PHASE, 1), shape)
                    .transpose(0, 2, 1)
                    .expandDims(1)
                    .duplicate();
            Parameters.load(block, weights, manager, input.getShape());
            NDArray output = forward(block, manager, input).squeeze(1).transpose(0, 2, 1);
            requireClose(golden, output.duplicate().toFloatArray(), LAYER_TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void networksAreTheAuthors(String name) {
        JsonObject golden = golden("networks", name);
        Shape shape = shape(golden, "shape");
        WaveformNetworkSettings settings = NETWORKS.get(name);
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            WaveformNetwork network =
                    settings.build(new WaveformNetworkSettings.Sizes(44100, 2, 2, (int) shape.get(2)));
            Map<String, Tensor> weights = SineWeights.of(network);
            assertEquals(golden.get("parameters").getAsInt(), weights.size());
            Parameters.load(network, weights, manager, shape);
            Parameters.fold(network);
            int before = manager.getManagedArrays().size();
            for (int pass = 0; pass < 3; pass++) {
                try (NDManager inPass = manager.newSubManager()) {
                    int own = inPass.getManagedArrays().size();
                    NDArray mixture = inPass.create(SineWeights.numbers(shape.size(), PHASE, 1), shape);
                    NDArray stems = forward(network, manager, mixture);
                    assertEquals(shape(golden, "of"), stems.getShape());
                    assertEquals(network.getOutputShapes(new Shape[] {shape})[0], stems.getShape());
                    assertEquals(own + 2, inPass.getManagedArrays().size(), "arrays of a pass are left open");
                    requireClose(golden, stems.toFloatArray(), NETWORK_TOLERANCE);
                }
                assertEquals(before, manager.getManagedArrays().size(), "a pass has left arrays");
            }
        }
    }

    private static void requireRefused(String reason, WaveformNetworkSettings settings, int samples) {
        WaveformNetworkSettings.Sizes sizes = new WaveformNetworkSettings.Sizes(44100, 2, 2, samples);
        String message = assertThrows(IllegalArgumentException.class, () -> settings.build(sizes))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void sizesThatDoNotFitEachOtherAreRefused() {
        HybridUNetSettings fewFrequencies = levels(3, 64, 1, 2, Where.ENCODER, 1);
        requireRefused("takes no longer chunks, got 701", NETWORKS.get("htdemucs"), 701);
        requireRefused("the depth does not fit the FFT size", ht(fewFrequencies, 8, 700), 700);
        requireRefused("32 of 128", hybrid(levels(1, 256, 1, 2, Where.ENCODER, 1), 1, 1, false, false), 700);
        requireRefused(
                "the FFT size does not fit the stride",
                hybrid(levels(4, 512, 1, 2, Where.ENCODER, 1), 1, 1, false, false),
                700);
        requireRefused("have no norms", banded(levels(4, 256, 0, 2, Where.ENCODER, 1), 1), 700);
        requireRefused("4 heads", hybrid(levels(3, 64, 1, 2, Where.ENCODER, 3), 9, 1, false, false), 700);
    }

    @Test
    void everyNetworkOfTheGoldensIsTested() {
        assertEquals(NETWORKS.size(), GOLDENS.getAsJsonArray("networks").size());
    }
}
