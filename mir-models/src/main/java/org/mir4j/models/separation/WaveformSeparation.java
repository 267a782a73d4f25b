// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.separation.SeparationStream.SampleQueue;

/**
 * The separation of one song by a network from waveform to waveforms. The song is cut into chunks, which overlap; what
 * the network gives for them is averaged, each sample by its place in its chunk.
 *
 * <p>A network that needs whole chunks receives the last ones of a song, which are shorter, in the middle: between what
 * stands before them and silence.
 *
 * <p>Source: {@code apply_model} of Défossez, "Hybrid Spectrogram and Waveform Source Separation", 2021.
 */
final class WaveformSeparation implements BlockSeparation {

    private final WaveformTask task;
    private final UnaryOperator<NDArray> network;
    private final NDManager manager;
    private final SongLevel level;
    private final SongChecks checks;
    private final float[] weights;
    private final float[][] sums; // a row for each channel of the first stem, of the second and so on, from `offset` on
    private final float[] weightSums;
    private final HighBandMeter highBand;
    private final SampleQueue samples; // from `queued` on
    private long queued;
    private long received;
    private long offset; // where the next chunk begins

    /**
     * @param task what the model does
     * @param network {@code (1, C, N)} samples to {@code (1, S, C, N)}, in memory that this closes
     * @param manager where the arrays of this song live; closed with it
     * @param level of the song
     * @param checks of the song
     */
    WaveformSeparation(
            WaveformTask task, UnaryOperator<NDArray> network, NDManager manager, SongLevel level, SongChecks checks) {
        this.task = task;
        this.network = network;
        this.manager = manager;
        this.level = level;
        this.checks = checks;
        weights = task.chunks().weights();
        sums = new float[task.stems().size() * task.channels()][weights.length];
        weightSums = new float[weights.length];
        highBand = new HighBandMeter(task.stems().size(), task.channels());
        samples = new SampleQueue(task.channels(), 0);
    }

    @Override
    public int hop() {
        return HighBandMeter.HOP;
    }

    @Override
    public int step() {
        return task.chunks().step();
    }

    @Override
    public List<Separated> push(float[][] block) {
        samples.append(block);
        received += block[0].length;
        List<Separated> ready = new ArrayList<>();
        while (received >= offset + weights.length) {
            ready.add(chunk(weights.length, task.chunks().step()));
        }
        return ready;
    }

    @Override
    public List<Separated> finish() {
        List<Separated> rest = new ArrayList<>();
        while (offset < received) {
            int length = (int) Math.min(weights.length, received - offset);
            rest.add(chunk(length, (int) Math.min(task.chunks().step(), received - offset)));
        }
        rest.add(highBand.finish());
        return rest;
    }

    /** Has the network receive the next chunk, and goes on by so many samples. */
    private Separated chunk(int length, int count) {
        boolean asItIs = length == weights.length || task.network().takesAnyLength();
        int missing = asItIs ? 0 : weights.length - length;
        try (NDManager scope = manager.newSubManager()) {
            NDArray mixture = mixture(offset - missing / 2, length + missing, scope);
            NDArray stems = network.apply(mixture);
            stems.attach(scope);
            add(stems.toFloatArray(), missing / 2, length);
        } catch (CancellationException e) {
            throw checks.interrupted(e);
        }
        checks.requireNoInterruption();
        return deliver(count);
    }

    /** Samples of the song, levelled, from a place on; silence where the song has none. */
    private NDArray mixture(long from, int count, NDManager scope) {
        int before = (int) Math.max(0, -from);
        int there = (int) Math.min(count - before, received - from - before);
        float[][] song = samples.copy((int) (from + before - queued), (int) (from + before - queued) + there);
        float[] flat = new float[task.channels() * count];
        float mean = (float) level.mean();
        float deviation = (float) level.deviation();
        for (int c = 0; c < song.length; c++) {
            for (int n = 0; n < there; n++) {
                flat[c * count + before + n] = (song[c][n] - mean) / deviation;
            }
        }
        return scope.create(flat, new Shape(1, task.channels(), count));
    }

    /** Adds what the network gave for a chunk. */
    private void add(float[] stems, int skipped, int length) {
        int whole = stems.length / sums.length;
        for (int row = 0; row < sums.length; row++) {
            for (int n = 0; n < length; n++) {
                sums[row][n] += weights[n] * stems[row * whole + skipped + n];
            }
        }
        for (int n = 0; n < length; n++) {
            weightSums[n] += weights[n];
        }
    }

    /** The next samples, which no later chunk reaches. */
    private Separated deliver(int count) {
        int first = (int) (offset - queued);
        float[][] mixture = samples.copy(first, first + count);
        float[][] rows = Arrays.copyOf(new float[0][], sums.length + mixture.length);
        for (int row = 0; row < sums.length; row++) {
            rows[row] = new float[count];
            for (int n = 0; n < count; n++) {
                rows[row][n] = (float) (sums[row][n] / weightSums[n] * level.deviation() + level.mean());
            }
            forget(sums[row], count);
        }
        forget(weightSums, count);
        checks.requireFinite(Arrays.copyOf(rows, sums.length), task.sampleRate());
        System.arraycopy(mixture, 0, rows, sums.length, mixture.length);
        offset += count;
        long kept = Math.max(queued, offset - weights.length / 2); // what a short chunk may have before it
        samples.drop((int) (kept - queued));
        queued = kept;
        return highBand.take(rows);
    }

    private static void forget(float[] values, int count) {
        System.arraycopy(values, count, values, 0, values.length - count);
        Arrays.fill(values, values.length - count, values.length, 0);
    }

    @Override
    public void close() {
        manager.close();
    }
}
