// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.ScriptedModels;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.separation.BlockSeparation.Separated;

/**
 * What the seams between chunks add to songs, whose chunks are cut as each family cuts them, by networks whose stems are
 * known: the song itself, softer, or softer and later.
 */
class ChunkSeamsTest {

    private static final int SONGS = 200;
    private static final int LONGEST = 20_000;
    private static final float GAIN = 0.5f;
    private static final float ROUNDING = 1e-6f;

    @TempDir
    Path folder;

    private static float[][] song(int channels, int length, Random random) {
        float[][] rows = new float[channels][length];
        for (float[] row : rows) {
            for (int n = 0; n < length; n++) {
                row[n] = random.nextFloat() - 0.5f;
            }
        }
        return rows;
    }

    /** Gives the mixture, softer and later by some samples, as each stem. */
    private static UnaryOperator<NDArray> later(int delay, int stems) {
        return mixture -> {
            Shape shape = mixture.getShape();
            NDArray silence = mixture.getManager().zeros(new Shape(1, shape.get(1), delay));
            NDArray late = delay == 0 ? mixture : silence.concat(mixture.get(":, :, :-" + delay), 2);
            return late.mul(GAIN).expandDims(1).repeat(1, stems);
        };
    }

    /** What chunks of a song become on average, each sample by its weight in its chunk, for one channel. */
    private static float[] expected(WaveformTask task, float[] song, int delay) {
        int samples = task.chunks().samples();
        float[] weights = task.chunks().weights();
        double[] sums = new double[song.length];
        double[] weightSums = new double[song.length];
        for (int offset = 0; offset < song.length; offset += task.chunks().step()) {
            int length = Math.min(samples, song.length - offset);
            int before = task.network().takesAnyLength() ? 0 : (samples - length) / 2;
            for (int n = 0; n < length; n++) {
                int from = offset + n - delay;
                boolean inChunk = n + before >= delay;
                sums[offset + n] += inChunk && from >= 0 ? weights[n] * GAIN * song[from] : 0;
                weightSums[offset + n] += weights[n];
            }
        }
        float[] mean = new float[song.length];
        for (int n = 0; n < mean.length; n++) {
            mean[n] = (float) (sums[n] / weightSums[n]);
        }
        return mean;
    }

    private static float[] softer(float[] song) {
        float[] softer = song.clone();
        for (int n = 0; n < softer.length; n++) {
            softer[n] *= GAIN;
        }
        return softer;
    }

    private static float[][] separated(WaveformTask task, int delay, NDManager manager, float[][] song, Random random) {
        List<Separated> parts = new ArrayList<>();
        try (WaveformSeparation separation = new WaveformSeparation(
                task,
                later(delay, task.stems().size()),
                manager.newSubManager(),
                SongLevel.NONE,
                new SongChecks("song", "gain"))) {
            for (int from = 0, to; from < song[0].length; from = to) {
                to = Math.min(
                        song[0].length,
                        from + 1 + random.nextInt(2 * task.chunks().samples()));
                int first = from;
                int end = to;
                parts.addAll(separation.push(Arrays.stream(song)
                        .map(row -> Arrays.copyOfRange(row, first, end))
                        .toArray(float[][]::new)));
            }
            parts.addAll(separation.finish());
        }
        float[][] rows = new float[(task.stems().size() + 1) * task.channels()][song[0].length];
        int done = 0;
        for (Separated part : parts) {
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(part.rows()[row], 0, rows[row], done, part.rows()[row].length);
            }
            done += part.rows()[0].length;
        }
        assertEquals(song[0].length, done);
        return rows;
    }

    private static void requireExact(WaveformTask task, int delay, Random random) {
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu())) {
            float[][] song = song(task.channels(), 1 + random.nextInt(LONGEST), random);
            float[][] rows = separated(task, delay, manager, song, random);
            for (int c = 0; c < task.channels(); c++) {
                float[] expected = expected(task, song[c], delay);
                for (int stem = 0; stem < task.stems().size(); stem++) {
                    assertArrayEquals(
                            expected, rows[stem * task.channels() + c], ROUNDING, song[0].length + " samples");
                }
                assertArrayEquals(song[c], rows[task.stems().size() * task.channels() + c], "the mixture");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTDEMUCS", "HYBRID_DEMUCS", "BS_ROFORMER", "MEL_BAND_ROFORMER", "SCRIPTED_WAVEFORMS"})
    void chunksThatAreSofterAndLaterLeaveNothingAtTheirSeams(SeparatorFamily family) {
        WaveformTask task = (WaveformTask) family.install(folder).card().separation();
        Random random = new Random(family.ordinal());
        for (int i = 0; i < SONGS; i++) {
            requireExact(task, i % 2 == 0 ? 0 : 1 + random.nextInt(task.chunks().samples() / 4), random);
        }
    }

    @ParameterizedTest
    @EnumSource(WaveformTask.Fade.class)
    void songsOfAnyRateAndChannelsThatAreOnlySofterAreJustThat(WaveformTask.Fade fade) {
        String card = ScriptedModels.STEMS
                .replace("[vocals, drums, rest]", "[vocals, rest]")
                .replace("triangle", fade.name().toLowerCase(Locale.ROOT));
        Path module = ScriptedModels.write(
                folder.resolve("gain.pt"), "return torch.stack([torch.mul(x, 0.5), torch.mul(x, 0.5)], 1)\n");
        Random random = new Random(fade.ordinal());
        try (Separator separator =
                Separator.load(ScriptedModels.install(folder, module, card), ModelOptions.on(Device.cpu()))) {
            for (int i = 0; i < SONGS; i++) {
                int rate = 8000 + (i % 4 == 0 ? 0 : random.nextInt(184_001));
                float[][] song = song(List.of(1, 2, 6).get(i % 3), 1 + random.nextInt(LONGEST), random);
                StemAudio audio = separator.separate(new Waveform(song, rate));
                for (Waveform stem : audio.stems().values()) {
                    for (int c = 0; c < song.length; c++) {
                        assertArrayEquals(softer(song[c]), stem.channels()[c], 4 * ROUNDING, rate + " Hz");
                    }
                }
            }
        }
    }
}
