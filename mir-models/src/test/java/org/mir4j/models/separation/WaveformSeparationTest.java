// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.MirException;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.SineWeights;
import org.mir4j.models.TinyWaveformSeparator;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.waveform.WaveformNetwork;
import org.mir4j.models.waveform.WaveformNetworkSettings;

/** Songs in chunks, by networks of the Demucs family, against the authors' {@code apply_model}. */
class WaveformSeparationTest {

    private static final double TOLERANCE = 1e-4;
    private static final double PHASE = 0.5;
    private static final int KEPT = 307;

    @TempDir
    Path folder;

    static List<JsonObject> songs() {
        return GoldenFile.read("demucs").getAsJsonArray("songs").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static WaveformTask task(JsonObject golden) {
        String name = golden.get("name").getAsString();
        WaveformNetworkSettings network =
                name.startsWith("ht") ? TinyWaveformSeparator.ht() : TinyWaveformSeparator.hybrid();
        int samples = name.startsWith("ht") && !name.contains("segment") ? TinyWaveformSeparator.EXCERPT : 400;
        return TinyWaveformSeparator.task(
                network, samples, golden.get("overlap").getAsDouble());
    }

    /** The network of a task with weights, on arrays that go with what it receives. */
    private static UnaryOperator<NDArray> network(WaveformTask task, NDManager manager) {
        WaveformNetwork network = task.build();
        Parameters.load(network, SineWeights.of(network), manager, task.inputShape());
        return mixture -> Autograd.unrecorded(
                () -> network.forward(new ParameterStore(mixture.getManager(), false), new NDList(mixture), false)
                        .singletonOrThrow());
    }

    private static SongLevel level(float[][] song) {
        SongLevel.Meter meter = new SongLevel.Meter();
        meter.add(song);
        return meter.level();
    }

    private static float[][] part(float[][] rows, int from, int to) {
        return Arrays.stream(rows).map(row -> Arrays.copyOfRange(row, from, to)).toArray(float[][]::new);
    }

    private static void append(List<BlockSeparation.Separated> ready, float[][] rows, int[] done) {
        for (BlockSeparation.Separated each : ready) {
            int length = each.rows()[0].length;
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(each.rows()[row], 0, rows[row], done[0], length);
            }
            done[0] += length;
        }
    }

    /** Rows of all stems, and of the mixture last. */
    private static float[][] separated(
            WaveformTask task, UnaryOperator<NDArray> network, NDManager manager, float[][] song, Random blocks) {
        int length = song[0].length;
        float[][] rows = new float[(task.stems().size() + 1) * task.channels()][length];
        int[] done = {0};
        try (WaveformSeparation separation = new WaveformSeparation(
                task, network, manager.newSubManager(), level(song), new SongChecks("song", "model"))) {
            int size;
            for (int from = 0; from < length; from += size) {
                size = Math.min(
                        length - from, 1 + blocks.nextInt(2 * task.chunks().samples()));
                append(separation.push(part(song, from, from + size)), rows, done);
            }
            append(separation.finish(), rows, done);
        }
        assertEquals(length, done[0]);
        return rows;
    }

    private static float[][] sines(int length) {
        float[] flat = SineWeights.numbers(2L * length, PHASE, 1);
        return new float[][] {Arrays.copyOf(flat, length), Arrays.copyOfRange(flat, length, 2 * length)};
    }

    @ParameterizedTest
    @MethodSource("songs")
    void songsOfAnyLengthAreSeparatedAsByTheAuthors(JsonObject golden) {
        int length = golden.get("length").getAsInt();
        float[] expected = GoldenFile.tensor(golden.getAsJsonObject("output")).values();
        WaveformTask task = task(golden);
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            UnaryOperator<NDArray> network = network(task, manager);
            float[][] song = sines(length);
            float[][] rows = separated(task, network, manager, song, new Random(length));
            int step = 1 + 4 * length / KEPT;
            double largest = 0;
            double worst = 0;
            for (int i = 0; i < expected.length; i++) {
                float found = rows[i * step / length][i * step % length];
                worst = Math.max(worst, Math.abs(found - expected[i]));
                largest = Math.max(largest, Math.abs(expected[i]));
            }
            assertTrue(worst <= TOLERANCE * largest, golden.get("name") + " is off by " + worst / largest);
            assertEquals(
                    Arrays.asList(song[0][0], song[1][length - 1]), Arrays.asList(rows[4][0], rows[5][length - 1]));
        }
    }

    @Test
    void everySampleComesOutOnceWhateverTheLengthAndTheBlocks() {
        Random random = new Random(7);
        for (WaveformNetworkSettings settings : List.of(TinyWaveformSeparator.ht(), TinyWaveformSeparator.hybrid())) {
            WaveformTask task = TinyWaveformSeparator.task(settings, 300, 0.25);
            try (NDManager manager = PyTorch.engine().newBaseManager()) {
                // the song itself, and what is left of it for the second stem: nothing may be lost at any seam
                UnaryOperator<NDArray> same = mixture ->
                        mixture.expandDims(1).concat(mixture.zerosLike().expandDims(1), 1);
                for (int i = 0; i < 100; i++) {
                    float[][] song = sines(2 + random.nextInt(2000));
                    float[][] rows = separated(task, same, manager, song, random);
                    double mean = level(song).mean();
                    for (int n = 0; n < song[0].length; n++) {
                        assertEquals(song[0][n], rows[0][n], 1e-5);
                        assertEquals(song[1][n], rows[1][n], 1e-5);
                        assertEquals(mean, rows[2][n], 1e-5);
                    }
                }
            }
        }
    }

    @Test
    void aPassLeavesNothingBehind() {
        WaveformTask task = TinyWaveformSeparator.task(TinyWaveformSeparator.hybrid(), 400, 0.25);
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            UnaryOperator<NDArray> network = network(task, manager);
            int before = manager.getManagedArrays().size();
            separated(task, network, manager, sines(1500), new Random(1));
            assertEquals(before, manager.getManagedArrays().size());
        }
    }

    @Test
    void anInterruptedThreadEndsTheSong() {
        WaveformTask task = TinyWaveformSeparator.task(TinyWaveformSeparator.ht(), 700, 0.25);
        try (NDManager manager = PyTorch.engine().newBaseManager();
                WaveformSeparation separation = new WaveformSeparation(
                        task,
                        network(task, manager),
                        manager.newSubManager(),
                        SongLevel.NONE,
                        new SongChecks("song", "model"))) {
            Thread.currentThread().interrupt();
            assertThrows(MirException.class, () -> separation.push(sines(1000)));
        } finally {
            Thread.interrupted();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16000, 48000})
    void songsOfOtherRatesAndChannelsKeepTheirLength(int rate) {
        WaveformTask task = TinyWaveformSeparator.task(TinyWaveformSeparator.ht(), 700, 0.25);
        Random random = new Random(rate);
        try (Separator separator = Separator.load(
                TinyWaveformSeparator.install(folder.resolve("model"), task), ModelOptions.on(Device.cpu()))) {
            for (int i = 0; i < 12; i++) {
                int length = 1 + random.nextInt(5000);
                float[][] both = sines(length);
                float[][] rows = i % 3 == 0 ? new float[][] {both[0]} : i % 3 == 1 ? both : threeOf(both);
                StemAudio audio = separator.separate(new Waveform(rows, rate));
                assertEquals(
                        new ArrayList<>(task.stems()),
                        new ArrayList<>(audio.stems().keySet()));
                for (Waveform stem : audio.stems().values()) {
                    assertEquals(length, stem.length());
                    assertEquals(rows.length, stem.channels().length);
                    assertEquals(rate, stem.sampleRate());
                }
            }
        }
    }

    private static float[][] threeOf(float[][] both) {
        return new float[][] {both[0], both[1], both[0]};
    }

    @Test
    void aSongOfOneChannelIsTwiceThatChannel() {
        WaveformTask task = TinyWaveformSeparator.task(TinyWaveformSeparator.ht(), 700, 0.25);
        try (Separator separator = Separator.load(
                TinyWaveformSeparator.install(folder.resolve("model"), task), ModelOptions.on(Device.cpu()))) {
            float[] mono = sines(2000)[0];
            StemAudio one = separator.separate(new Waveform(new float[][] {mono}, task.sampleRate()));
            StemAudio two = separator.separate(new Waveform(new float[][] {mono, mono}, task.sampleRate()));
            for (String stem : task.stems()) {
                float[][] pair = two.stems().get(stem).channels();
                float[] single = one.stems().get(stem).channels()[0];
                for (int n = 0; n < mono.length; n++) {
                    assertEquals((pair[0][n] + pair[1][n]) / 2, single[n], 1e-6);
                }
            }
        }
    }
}
