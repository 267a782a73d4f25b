// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.waveform.RoformerSettings.Residuals;
import org.mir4j.models.waveform.RoformerSettings.ValueMix;
import org.mir4j.models.waveform.WaveformNetworkSettings.Sizes;

/** RoFormers against the code that people's checkpoints are made with, whose weights have the same names. */
class RoformerTest {

    private static final float ROUNDING = 1e-5f;
    private static final JsonObject GOLDENS = GoldenFile.read("roformers");

    private static List<JsonObject> goldens(String kind) {
        return StreamSupport.stream(GOLDENS.getAsJsonArray(kind).spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    static List<String> networks() {
        return goldens("networks").stream()
                .map(golden -> golden.get("name").getAsString())
                .toList();
    }

    private static JsonObject golden(String kind, String name) {
        return goldens(kind).stream()
                .filter(golden -> golden.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Uniform in [-0.5, 0.5), as {@code numbers} in the script. */
    private static float[] numbers(String name, int count) {
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.US_ASCII));
        long state = checksum.getValue();
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            state = (state * 1103515245 + 12345) % (1L << 31);
            values[i] = (float) (state / (double) (1L << 31) - 0.5);
        }
        return values;
    }

    private static Map<String, Tensor> weights(JsonObject golden) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        golden.getAsJsonObject("state").entrySet().forEach(entry -> {
            long[] shape = longs(entry.getValue().getAsJsonArray());
            String name = entry.getKey().endsWith("freqs") ? "freqs" : entry.getKey();
            float[] values = numbers(name, (int) LongStream.of(shape).reduce(1, Math::multiplyExact));
            if (entry.getKey().endsWith("gamma")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] += 1;
                }
            }
            weights.put(entry.getKey(), new Tensor(shape, values));
        });
        return weights;
    }

    private static long[] longs(JsonArray numbers) {
        return numbers.asList().stream().mapToLong(JsonElement::getAsLong).toArray();
    }

    private static Sizes sizes(JsonObject golden, int stems, int rate) {
        long[] input = longs(golden.getAsJsonArray("input"));
        return new Sizes(rate, (int) input[1], stems, (int) input[2]);
    }

    private static RoformerSettings layers(int depth, boolean mel, int maskLayers, int maskWidth, Residuals residuals) {
        return new RoformerSettings(8, depth, 2, 4, 1, 1, 0, mel, !mel, false, maskLayers, maskWidth, residuals);
    }

    private static RoformerSettings deep(
            RoformerSettings of, int timeLayers, int bandLayers, int linear, boolean skips) {
        return new RoformerSettings(
                of.width(),
                of.depth(),
                of.heads(),
                of.headWidth(),
                timeLayers,
                bandLayers,
                linear,
                of.layerNorms(),
                of.finalNorm(),
                skips,
                of.maskLayers(),
                of.maskWidth(),
                of.residuals());
    }

    private static BsRoformerSettings bs(RoformerSettings layers, boolean silentDc) {
        return new BsRoformerSettings(StftSettings.hann(16, 4), false, silentDc, List.of(2, 3, 4), layers);
    }

    private static MelBandRoformerSettings mel(RoformerSettings layers, boolean silentDc) {
        return new MelBandRoformerSettings(StftSettings.hann(32, 8), false, silentDc, 4, 16000, layers);
    }

    private static WaveformNetworkSettings settings(String name) {
        return switch (name) {
            case "bs" -> bs(layers(2, false, 2, 16, null), true);
            case "bs-mono" ->
                new BsRoformerSettings(
                        new StftSettings(16, 12, 4, StftSettings.Window.HANN_PERIODIC, StftSettings.Padding.REFLECT),
                        true,
                        false,
                        List.of(2, 3, 4),
                        layers(2, false, 3, 32, null));
            case "bs-deep" -> bs(deep(layers(3, false, 2, 32, null), 2, 2, 1, true), true);
            case "mel" -> mel(layers(2, true, 3, 32, null), true);
            case "mel-deep" -> mel(deep(layers(2, true, 2, 32, null), 1, 1, 1, true), true);
            case "bs-1.2" -> bs(layers(2, false, 2, 32, new Residuals(1, 2, ValueMix.LEARNED)), false);
            case "bs-1.2-streams" ->
                bs(deep(layers(2, false, 2, 32, new Residuals(3, 2, ValueMix.LEARNED)), 2, 1, 0, false), true);
            case "mel-1.2" -> mel(layers(2, true, 2, 32, new Residuals(1, 2, ValueMix.REVERSED)), false);
            case "mel-1.2-streams" ->
                mel(deep(layers(2, true, 2, 32, new Residuals(2, 2, ValueMix.REVERSED)), 1, 1, 1, false), false);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static int stems(String name) {
        return List.of("bs", "mel-deep", "bs-1.2", "mel-1.2-streams").contains(name) ? 2 : 1;
    }

    /** Where a list of transformers begins with one that is not there, the authors' names begin with 1. */
    private static Map<String, Tensor> numbered(String name, Map<String, Tensor> weights) {
        if (!name.equals("mel-1.2")) {
            return weights;
        }
        Map<String, Tensor> ours = new LinkedHashMap<>();
        weights.forEach((key, tensor) -> ours.put(
                key.replaceFirst("^(layers\\.\\d+)\\.1\\.", "$1.0.").replaceFirst("^(layers\\.\\d+)\\.2\\.", "$1.1."),
                tensor));
        return ours;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void networksGiveWhatTheAuthorsCodeGives(String name) {
        JsonObject golden = golden("networks", name);
        Sizes sizes = sizes(golden, stems(name), 16000);
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            WaveformNetwork network = settings(name).build(sizes);
            Shape shape = new Shape(longs(golden.getAsJsonArray("input")));
            Parameters.load(network, numbered(name, weights(golden)), manager, shape);
            requireSame(golden, network, shape, manager);
        }
    }

    private static void requireSame(JsonObject golden, Block block, Shape shape, NDManager manager) {
        Tensor expected = GoldenFile.tensor(golden.getAsJsonObject("output"));
        float largest = 0;
        for (float value : expected.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        float[] found = forward(block, shape, manager);
        assertArrayEquals(expected.values(), found, largest * ROUNDING);
    }

    private static float[] forward(Block block, Shape shape, NDManager manager) {
        try (NDArray x = manager.create(numbers("input", (int) shape.size()), shape);
                NDArray y = Autograd.unrecorded(
                        () -> block.forward(new ParameterStore(manager, false), new NDList(x), false)
                                .singletonOrThrow())) {
            return y.toFloatArray();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"attention", "linear attention", "feed-forward", "band split", "mask"})
    void blocksGiveWhatTheAuthorsCodeGives(String name) {
        JsonObject golden = golden("blocks", name);
        RoformerSettings settings = layers(1, false, 2, 16, null);
        RoformerLayer block =
                switch (name) {
                    case "attention" -> new RotaryAttention(settings, 1, null);
                    case "linear attention" -> new LinearAttention(settings, false);
                    case "feed-forward" -> new RoformerFeedForward(settings);
                    case "band split" -> new RoformerBandSplit(List.of(2, 6, 4), 8);
                    default -> new MaskEstimator(settings, List.of(2, 4));
                };
        Shape shape = new Shape(longs(golden.getAsJsonArray("input")));
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            Parameters.load(block, weights(golden), manager, shape);
            requireSame(golden, block, shape, manager);
        }
    }

    @Test
    void attentionOverTimeIsThatOverBandsOfWhatIsTurnedAround() {
        JsonObject golden = golden("blocks", "attention");
        RoformerSettings settings = layers(1, false, 2, 16, null);
        Shape shape = new Shape(3, 5, 8);
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            RotaryAttention overBands = new RotaryAttention(settings, 1, null);
            RotaryAttention overTime = new RotaryAttention(settings, 0, null);
            Parameters.load(overBands, weights(golden), manager, shape);
            Parameters.load(overTime, weights(golden), manager, shape);
            ParameterStore parameters = new ParameterStore(manager, false);
            NDArray x = manager.create(numbers("input", (int) shape.size()), shape);
            NDArray expected =
                    overBands.forward(parameters, new NDList(x), false).singletonOrThrow();
            NDArray found = overTime.forward(parameters, new NDList(x.transpose(1, 0, 2)), false)
                    .singletonOrThrow();
            assertArrayEquals(expected.toFloatArray(), found.transpose(1, 0, 2).toFloatArray(), 1e-6f);
        }
    }

    @Test
    void melBandsHaveTheBinsThatLibrosasFiltersLetThrough() {
        for (JsonObject golden : goldens("melBands")) {
            RoformerBands bands = RoformerBands.mel(
                    golden.get("bands").getAsInt(),
                    golden.get("rate").getAsInt(),
                    golden.get("size").getAsInt());
            long[] widths = longs(golden.getAsJsonArray("widths"));
            assertArrayEquals(
                    widths,
                    bands.widths().stream().mapToLong(Integer::longValue).toArray(),
                    golden.toString());
            long[] first = longs(golden.getAsJsonArray("first"));
            int place = 0;
            for (int band = 0; band < widths.length; band++) {
                assertEquals(first[band], bands.bins()[place]);
                assertEquals(first[band] + widths[band] - 1, bands.bins()[place + (int) widths[band] - 1]);
                place += (int) widths[band];
            }
        }
    }

    @Test
    void passesLeaveNothingBehind() {
        JsonObject golden = golden("networks", "bs-1.2-streams");
        Shape shape = new Shape(longs(golden.getAsJsonArray("input")));
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            WaveformNetwork network = settings("bs-1.2-streams").build(sizes(golden, 1, 16000));
            Parameters.load(network, weights(golden), manager, shape);
            forward(network, shape, manager);
            int before = manager.getManagedArrays().size();
            forward(network, shape, manager);
            assertEquals(before, manager.getManagedArrays().size());
        }
    }

    @Test
    void sizesThatMakeNoNetworkAreRefused() {
        RoformerSettings layers = layers(1, false, 2, 16, null);
        assertRefused(
                "have 8 bins together, and a transform of 16 samples has 9",
                () -> new BsRoformerSettings(StftSettings.hann(16, 4), false, false, List.of(2, 3, 3), layers));
        assertRefused(
                "a band has at least one bin",
                () -> new BsRoformerSettings(StftSettings.hann(16, 4), false, false, List.of(0, 9), layers));
        assertRefused("mel band 12 of 100 lies between two bins", () -> new MelBandRoformerSettings(
                        StftSettings.hann(512, 128), false, false, 100, 0, layers)
                .build(new Sizes(44100, 2, 1, 4000)));
        assertRefused("takes chunks of more than half of them, got 8", () -> bs(layers, false)
                .build(new Sizes(44100, 2, 1, 8)));
        assertRefused(
                "turned in pairs, got 3",
                () -> new RoformerSettings(8, 1, 2, 3, 1, 1, 0, false, true, false, 2, 16, null));
        assertRefused(
                "1 to 65536 heads, got 0",
                () -> new RoformerSettings(8, 1, 0, 4, 1, 1, 0, false, true, false, 2, 16, null));
        assertRefused(
                "skips or residual streams",
                () -> new RoformerSettings(
                        8, 1, 2, 4, 1, 1, 0, false, true, true, 2, 16, new Residuals(2, 2, ValueMix.LEARNED)));
    }

    private static void assertRefused(String part, Runnable attempt) {
        String message =
                assertThrows(IllegalArgumentException.class, attempt::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void everyChunkOfABatchIsTakenByItself() {
        JsonObject golden = golden("networks", "bs");
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            WaveformNetwork network = settings("bs").build(sizes(golden, 2, 16000));
            Parameters.load(network, weights(golden), manager, new Shape(1, 2, 40));
            NDArray x = manager.create(numbers("batch", 160), new Shape(2, 2, 40));
            ParameterStore parameters = new ParameterStore(manager, false);
            NDArray both = network.forward(parameters, new NDList(x), false).singletonOrThrow();
            assertEquals(
                    List.of(2L, 2L, 2L, 40L),
                    LongStream.of(both.getShape().getShape()).boxed().toList());
            NDArray second =
                    network.forward(parameters, new NDList(x.get("1:")), false).singletonOrThrow();
            assertEquals(Collections.emptyList(), differing(both.get(1).toFloatArray(), second.toFloatArray()));
        }
    }

    @Test
    void longChunksAreTakenPartByPartWithTheSameResult() {
        RoformerSettings settings = layers(1, false, 2, 16, null);
        Shape shape = new Shape(5000, 5, 8); // more than a layer takes at once
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            for (RoformerLayer layer : List.of(
                    new RotaryAttention(settings, 0, null),
                    new RotaryAttention(settings, 1, null),
                    new RoformerFeedForward(settings))) {
                String golden = layer instanceof RotaryAttention ? "attention" : "feed-forward";
                Parameters.load(layer, weights(golden("blocks", golden)), manager, shape);
                ForwardContext context = new ForwardContext(new ParameterStore(manager, false), false);
                NDArray x = manager.create(numbers("input", (int) shape.size()), shape);
                NDArray expected =
                        Autograd.unrecorded(() -> layer.of(context, x, null)).add(x);
                NDArray found = Autograd.unrecorded(() -> layer.added(context, x.duplicate(), null));
                assertEquals(Collections.emptyList(), differing(expected.toFloatArray(), found.toFloatArray()));
            }
        }
    }

    private static List<Integer> differing(float[] a, float[] b) {
        return LongStream.range(0, a.length)
                .mapToInt(i -> (int) i)
                .filter(i -> Math.abs(a[i] - b[i]) > 1e-5f)
                .boxed()
                .toList();
    }
}
