// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.separation.SeparationStream.SampleQueue;

/**
 * The mean of several separations of one song, each of which begins with another length of silence, up to half a second,
 * that is cut off again. The lengths are random, and the same for every song.
 *
 * <p>Source: the shifts of {@code apply_model} of Défossez, "Music Source Separation in the Waveform Domain", 2019.
 */
final class ShiftedSeparation implements BlockSeparation {

    private static final int SEED = 0;

    private final List<BlockSeparation> separations;
    private final int[] leads; // samples that are still to be cut off
    private final List<SampleQueue> ready = new ArrayList<>();
    private final NDManager manager;
    private final int stemRows;
    private final HighBandMeter highBand;

    private ShiftedSeparation(WaveformTask task, NDManager manager, List<BlockSeparation> separations, int[] leads) {
        this.manager = manager;
        this.separations = separations;
        this.leads = leads;
        stemRows = task.stems().size() * task.channels();
        separations.forEach(each -> ready.add(new SampleQueue(stemRows + task.channels(), 0)));
        highBand = new HighBandMeter(task.stems().size(), task.channels());
    }

    /**
     * Begins all of them.
     *
     * @param task what the model does
     * @param manager of the song; closed with it
     * @param level of the song, whose mean is silence to the network
     * @param beginning of one separation, with a manager of its own
     */
    static BlockSeparation begin(
            WaveformTask task, NDManager manager, SongLevel level, Function<NDManager, BlockSeparation> beginning) {
        Random random = new Random(SEED);
        int[] leads = random.ints(task.chunks().shifts(), 0, task.sampleRate() / 2 + 1)
                .toArray();
        List<BlockSeparation> separations = new ArrayList<>();
        for (int i = 0; i < leads.length; i++) {
            separations.add(beginning.apply(manager.newSubManager()));
        }
        ShiftedSeparation shifted = new ShiftedSeparation(task, manager, separations, leads);
        shifted.pushSilence(task.channels(), (float) level.mean());
        return shifted;
    }

    private void pushSilence(int channels, float silence) {
        for (int i = 0; i < leads.length; i++) {
            float[][] block = new float[channels][leads[i]];
            Arrays.stream(block).forEach(row -> Arrays.fill(row, silence));
            if (leads[i] > 0) {
                take(i, separations.get(i).push(block));
            }
        }
    }

    @Override
    public int hop() {
        return separations.get(0).hop();
    }

    @Override
    public int step() {
        return separations.get(0).step();
    }

    @Override
    public List<Separated> push(float[][] block) {
        for (int i = 0; i < leads.length; i++) {
            take(i, separations.get(i).push(block));
        }
        return List.of(highBand.take(mean()));
    }

    @Override
    public List<Separated> finish() {
        for (int i = 0; i < leads.length; i++) {
            take(i, separations.get(i).finish());
        }
        return List.of(highBand.take(mean()), highBand.finish());
    }

    private void take(int index, List<Separated> parts) {
        for (Separated part : parts) {
            SampleQueue queue = ready.get(index);
            queue.append(part.rows());
            int cut = Math.min(leads[index], queue.length());
            queue.drop(cut);
            leads[index] -= cut;
        }
    }

    /** The mean of what all of them have ready. */
    private float[][] mean() {
        int count = ready.stream().mapToInt(SampleQueue::length).min().orElseThrow();
        float[][] mean = new float[0][];
        for (SampleQueue queue : ready) {
            float[][] rows = queue.copy(0, count);
            queue.drop(count);
            if (mean.length == 0) {
                mean = rows;
                continue;
            }
            for (int row = 0; row < stemRows; row++) {
                for (int n = 0; n < count; n++) {
                    mean[row][n] += rows[row][n];
                }
            }
        }
        for (int row = 0; row < stemRows; row++) {
            for (int n = 0; n < count; n++) {
                mean[row][n] /= ready.size();
            }
        }
        return mean;
    }

    @Override
    public void close() {
        separations.forEach(BlockSeparation::close);
        manager.close();
    }
}
