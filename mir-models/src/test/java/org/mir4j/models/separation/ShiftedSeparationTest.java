// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.models.TinyWaveformSeparator;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.card.WaveformTask.Chunks;
import org.mir4j.models.engine.PyTorch;

class ShiftedSeparationTest {

    private static final int SHIFTS = 3;

    private static WaveformTask task() {
        WaveformTask once = TinyWaveformSeparator.task(TinyWaveformSeparator.hybrid(), 400, 0.25);
        return new WaveformTask(
                once.sampleRate(),
                once.channels(),
                once.network(),
                once.stems(),
                new Chunks(400, 0.25, WaveformTask.Fade.TRIANGLE, SHIFTS),
                true);
    }

    /** Stems that depend on where samples stand in a chunk: the mixture times their places. */
    private static NDArray stems(NDArray mixture, int stems) {
        NDArray places = mixture.getManager().arange((float) mixture.getShape().get(2));
        return mixture.mul(places).expandDims(1).repeat(1, stems);
    }

    private static WaveformSeparation once(WaveformTask task, NDManager manager) {
        return new WaveformSeparation(
                task,
                mixture -> stems(mixture, task.stems().size()),
                manager,
                new SongLevel(0, 1),
                new SongChecks("song", "model"));
    }

    private static float[][] run(BlockSeparation separation, float[][] song, int blocks) {
        int length = song[0].length;
        float[][] rows = null;
        int done = 0;
        for (int from = 0; from <= length; from += blocks) {
            int to = Math.min(length, from + blocks);
            int start = from;
            float[][] block = Arrays.stream(song)
                    .map(row -> Arrays.copyOfRange(row, start, to))
                    .toArray(float[][]::new);
            List<BlockSeparation.Separated> parts = from < to ? separation.push(block) : List.of();
            if (from + blocks > length) {
                parts = new java.util.ArrayList<>(parts);
                parts.addAll(separation.finish());
            }
            for (BlockSeparation.Separated part : parts) {
                rows = rows == null ? new float[part.rows().length][length] : rows;
                for (int row = 0; row < rows.length; row++) {
                    System.arraycopy(part.rows()[row], 0, rows[row], done, part.rows()[row].length);
                }
                done += part.rows()[0].length;
            }
        }
        assertEquals(length, done);
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 399, 5000})
    void stemsAreTheMeanOfThoseThatBeginWithSilence(int length) {
        WaveformTask task = task();
        Random random = new Random(1);
        float[][] song = IntStream.range(0, task.channels())
                .mapToObj(c -> {
                    float[] row = new float[length];
                    IntStream.range(0, length).forEach(n -> row[n] = random.nextFloat() - 0.5f);
                    return row;
                })
                .toArray(float[][]::new);
        int[] leads = new Random(0).ints(SHIFTS, 0, task.sampleRate() / 2 + 1).toArray();
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu())) {
            float[][] mean = new float[(task.stems().size() + 1) * task.channels()][length];
            for (int lead : leads) {
                float[][] later = Arrays.stream(song)
                        .map(row -> {
                            float[] all = new float[lead + length];
                            System.arraycopy(row, 0, all, lead, length);
                            return all;
                        })
                        .toArray(float[][]::new);
                try (WaveformSeparation separation = once(task, manager.newSubManager())) {
                    float[][] rows = run(separation, later, lead + length);
                    for (int row = 0; row < mean.length; row++) {
                        for (int n = 0; n < length; n++) {
                            mean[row][n] += rows[row][lead + n] / SHIFTS;
                        }
                    }
                }
            }
            for (int blocks : new int[] {77, length}) {
                try (BlockSeparation shifted = ShiftedSeparation.begin(
                        task, manager.newSubManager(), new SongLevel(0, 1), inner -> once(task, inner))) {
                    float[][] rows = run(shifted, song, blocks);
                    for (int row = 0; row < mean.length; row++) {
                        assertArrayEquals(mean[row], rows[row], 1e-3f);
                    }
                }
            }
            assertEquals(0, manager.getManagedArrays().size());
        }
    }
}
