// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.mir4j.models.card.MaskingTask;

/** Separates songs, chunk after chunk and by the masks alone, and measures what is wrong with each stem. */
final class StemValidator {

    /** Longer songs would say little more. */
    private static final double MOST_SECONDS = 40;

    private final MaskingTask task;
    private final List<StemSong> songs;
    private final int length;

    StemValidator(MaskingTask task, List<StemSong> songs, int length) {
        this.task = task;
        this.songs = List.copyOf(songs);
        this.length = length;
    }

    /** How many songs there are. */
    int songs() {
        return songs.size();
    }

    /**
     * Measures.
     *
     * @param measure what is wrong with the stems of a chunk, by the network
     * @param stopped asked before every chunk
     * @return what it reaches; empty if it was told to stop
     */
    Optional<StemValidation> validate(Function<StemBatch, SeparationTraining.Errors> measure, BooleanSupplier stopped) {
        int stems = task.stems().size();
        List<List<Double>> ratios = new ArrayList<>();
        for (int stem = 0; stem < stems; stem++) {
            ratios.add(new ArrayList<>());
        }
        double loss = 0;
        int chunks = 0;
        for (StemSong song : songs) {
            double[] energies = new double[stems];
            double[] errors = new double[stems];
            for (StemBatch chunk : chunks(song)) {
                if (stopped.getAsBoolean()) {
                    return Optional.empty();
                }
                SeparationTraining.Errors found = measure.apply(chunk);
                loss += found.loss();
                chunks++;
                for (int stem = 0; stem < stems; stem++) {
                    energies[stem] += found.stems()[stem];
                    errors[stem] += found.errors()[stem];
                }
            }
            for (int stem = 0; stem < stems; stem++) {
                if (energies[stem] > 0) {
                    ratios.get(stem).add(10 * Math.log10(energies[stem] / errors[stem]));
                }
            }
        }
        double[] medians = ratios.stream().mapToDouble(StemValidator::median).toArray();
        return Optional.of(new StemValidation(loss / Math.max(1, chunks), task.stems(), medians));
    }

    private static double median(List<Double> values) {
        return new Median()
                .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The beginning of a song, in chunks; what is left over at its end is filled up with silence. */
    private List<StemBatch> chunks(StemSong song) {
        int scored = (int) Math.min(song.length(), MOST_SECONDS * task.sampleRate());
        List<StemBatch> chunks = new ArrayList<>();
        for (int from = 0; from < scored; from += length) {
            float[][][] samples = new float[song.stems().size()][][];
            for (int stem = 0; stem < samples.length; stem++) {
                int place = from;
                samples[stem] = song.stems()
                        .get(stem)
                        .map(clip -> clip.read(place, length))
                        .orElseGet(() -> new float[task.channels()][length]);
            }
            chunks.add(StemBatch.of(List.of(new Remixer.Mixture(samples, List.of(song.id()), 1))));
        }
        return chunks;
    }
}
