// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.separation.SeparationStream.SampleQueue;

/**
 * The way of a song from the stems of several models to those that are combined of them. Models come to the same place of
 * the song at different times; what waits for the slowest is as long as the longest segment of a model. Not for use by
 * several threads.
 */
final class EnsembleStream implements AutoCloseable {

    /** About how many samples are combined at once. */
    private static final int PIECE = 1 << 16;

    private final EnsembleStems stems;
    private final EnsembleOptions options;
    private final StemCombiner combiner;
    private final int rate;
    private final int channels;
    private final SampleQueue mixture;
    private final List<SampleQueue> queues = new ArrayList<>(); // of each model: its stems, channel after channel
    private int kept; // samples at the beginning of each queue of a model that have been combined

    /**
     * @param stems what is combined of the models
     * @param options how
     * @param rate of the song, in Hz
     * @param channels of the song
     */
    EnsembleStream(EnsembleStems stems, EnsembleOptions options, int models, int rate, int channels) {
        this.stems = stems;
        this.options = options;
        this.rate = rate;
        this.channels = channels;
        mixture = new SampleQueue(channels, 0);
        for (int model = 0; model < models; model++) {
            queues.add(new SampleQueue(stems.selection(model).names().size() * channels, 0));
        }
        combiner = StemCombiner.of(options.combination());
    }

    /**
     * Takes the next part of the song from a model.
     *
     * @param model its number
     * @param part the stems that are selected of it
     */
    void add(int model, StemAudio part) {
        float[][] rows = part.stems().values().stream()
                .flatMap(stem -> Arrays.stream(stem.channels()))
                .toArray(float[][]::new);
        queues.get(model).append(rows);
        if (model == 0) {
            mixture.append(part.mixture().channels());
        }
    }

    /** What is ready, in order; for the end of the song, all of it. */
    List<StemAudio> ready(boolean ended) {
        List<StemAudio> parts = new ArrayList<>();
        int available = queues.stream().mapToInt(SampleQueue::length).min().orElseThrow() - kept;
        for (int length = next(available, ended); length > 0; length = next(available, ended)) {
            parts.add(stems.finished(combined(length)));
            available -= length;
        }
        return parts;
    }

    /** How long the next piece is; 0 if it is too early for one. */
    private int next(int available, boolean ended) {
        if (ended) {
            return Math.min(PIECE, available);
        }
        int whole = available - combiner.context();
        return whole >= PIECE || combiner.grid() == 1 ? Math.min(PIECE, whole) : 0;
    }

    private StemAudio combined(int length) {
        Map<String, Waveform> combined = new LinkedHashMap<>();
        for (String name : stems.names()) {
            combined.put(name, new Waveform(combined(combined.size(), length), rate));
        }
        Waveform song = new Waveform(mixture.take(length), rate);
        int forgotten = Math.max(0, kept + length - combiner.context());
        queues.forEach(queue -> queue.drop(forgotten));
        kept = kept + length - forgotten;
        return new StemAudio(song, combined);
    }

    private float[][] combined(int stem, int length) {
        List<Integer> models = stems.contributors(stem);
        List<float[][]> given = new ArrayList<>();
        if (models.size() == 1) {
            return rows(models.get(0), stem, kept, kept + length);
        }
        int whole = (length + combiner.grid() - 1) / combiner.grid() * combiner.grid();
        for (int model : models) {
            given.add(rows(model, stem, kept - combiner.context(), kept + whole + combiner.context()));
        }
        double[] weights = models.stream().mapToDouble(options::weight).toArray();
        return combiner.combine(given, weights, length);
    }

    /** Samples of a stem in the queue of a model, with zeros where there are none. */
    private float[][] rows(int model, int stem, int first, int end) {
        SampleQueue queue = queues.get(model);
        float[][] rows = new float[channels][];
        int from = Math.max(0, first);
        int to = Math.min(queue.length(), end);
        for (int c = 0; c < channels; c++) {
            rows[c] = new float[end - first];
            queue.copyRow(stems.row(model, stem) * channels + c, from, rows[c], from - first, to - from);
        }
        return rows;
    }

    @Override
    public void close() {
        combiner.close();
    }
}
