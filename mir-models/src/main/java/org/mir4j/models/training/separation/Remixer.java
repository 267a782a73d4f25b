// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.mir4j.models.training.Seed;

/** Makes mixtures of stems: of one song at one time, or of stems from anywhere. All that is random comes from the seed. */
final class Remixer {

    /** A draw that comes upon silence is repeated, so often at most. */
    private static final int DRAWS = 4;

    private static final double SILENT = 1e-3;
    private static final double DECIBELS = 20;

    /** In dB of full scale; 16 bits have no more. */
    private static final double FAINTEST_HISS = -96;

    /**
     * Stems, and where they are from.
     *
     * @param samples by stem, by channel
     * @param names of the songs
     * @param weight in the loss, from 0 to 1
     */
    record Mixture(float[][][] samples, List<String> names, double weight) {}

    /**
     * A stem by itself.
     *
     * @param samples by channel
     * @param confidence of the teachers that found it
     */
    private record Excerpt(float[][] samples, double confidence) {}

    private final List<StemSong> songs;
    private final RemixSettings settings;
    private final int length;
    private final int channels;
    private final int stems;
    private final Seed seed;
    private final double power;

    /**
     * @param songs with their stems
     * @param settings how stems are changed
     * @param power to which the confidence of teachers is taken
     * @param channels of a stem
     * @param length of a mixture, in samples
     * @param seed of all that is random
     */
    Remixer(List<StemSong> songs, RemixSettings settings, double power, int channels, int length, long seed) {
        this.songs = List.copyOf(songs);
        this.settings = settings;
        this.power = power;
        this.channels = channels;
        this.length = length;
        this.seed = new Seed(seed);
        stems = songs.get(0).stems().size();
    }

    /** The mixture of a number, which stands for its place in the whole training. */
    Mixture mixture(long number) {
        Random random = seed.random(number);
        List<StemSong> whole = songs.stream().filter(StemSong::isWhole).toList();
        boolean together = !whole.isEmpty() && random.nextDouble() < settings.together();
        float[][][] samples = new float[stems][][];
        List<String> names = new ArrayList<>();
        if (together) {
            StemSong song = drawn(whole, random);
            double speed = speed(random);
            int place = place(song.length(), speed, random);
            for (int stem = 0; stem < stems; stem++) {
                StemClip clip = song.stems().get(stem).orElseThrow();
                samples[stem] = changed(clip.read(place, length, speed), random);
            }
            names.add(song.id());
            double confidence = song.confidence().of(place, StemClip.span(length, speed));
            return new Mixture(samples, names, weight(confidence));
        }
        double confidence = 1;
        for (int stem = 0; stem < stems; stem++) {
            int index = stem;
            StemSong song = drawn(
                    songs.stream()
                            .filter(each -> each.stems().get(index).isPresent())
                            .toList(),
                    random);
            Excerpt excerpt = alone(song, stem, random);
            samples[stem] = excerpt.samples();
            confidence = Math.min(confidence, excerpt.confidence());
            names.add(song.id());
        }
        return new Mixture(samples, names, weight(confidence));
    }

    /** A mixture is as good a lesson as the most doubtful of its stems. */
    private double weight(double confidence) {
        return Math.pow(confidence, power);
    }

    private static StemSong drawn(List<StemSong> from, Random random) {
        double left =
                random.nextDouble() * from.stream().mapToDouble(Remixer::weight).sum();
        for (StemSong song : from) {
            left -= weight(song);
            if (left < 0) {
                return song;
            }
        }
        return from.get(from.size() - 1);
    }

    /** Longer songs have more to learn from. */
    private static double weight(StemSong song) {
        return song.share() * song.length();
    }

    private Excerpt alone(StemSong song, int stem, Random random) {
        StemClip clip = song.stems().get(stem).orElseThrow();
        double speed = speed(random);
        int place;
        float[][] rows;
        int draws = 0;
        do {
            place = place(clip.length(), speed, random);
            rows = clip.read(place, length, speed);
        } while (++draws < DRAWS && isSilent(rows));
        return new Excerpt(changed(rows, random), song.confidence().of(place, StemClip.span(length, speed)));
    }

    private static boolean isSilent(float[][] rows) {
        double energy = 0;
        for (float[] row : rows) {
            for (float value : row) {
                energy += value * value;
            }
        }
        return energy / rows.length / rows[0].length < SILENT * SILENT;
    }

    private int place(int songLength, double speed, Random random) {
        return random.nextInt(Math.max(1, songLength - StemClip.span(length, speed)));
    }

    private double speed(Random random) {
        return 1 + settings.speed() * (2 * random.nextDouble() - 1);
    }

    /** The same samples at another level, from another side, and so on. */
    private float[][] changed(float[][] rows, Random random) {
        double level = Math.pow(10, settings.gain() * (2 * random.nextDouble() - 1) / DECIBELS);
        boolean swapped = settings.swap() && random.nextBoolean();
        double softer = 1 - settings.pan() * random.nextDouble();
        boolean left = random.nextBoolean();
        if (swapped && channels == 2) {
            float[] first = rows[0];
            rows[0] = rows[1];
            rows[1] = first;
        }
        for (int c = 0; c < channels; c++) {
            double gain = channels == 2 && (c == 0) == left ? level * softer : level;
            for (int n = 0; n < length; n++) {
                rows[c][n] *= (float) gain;
            }
        }
        if (settings.equaliser() > 0) {
            Equaliser.drawn(settings.equaliser(), random).apply(rows);
        }
        if (settings.hiss() < 0) {
            addHiss(rows, random);
        }
        return rows;
    }

    private void addHiss(float[][] rows, Random random) {
        double decibels = FAINTEST_HISS + random.nextDouble() * (settings.hiss() - FAINTEST_HISS);
        double level = Math.pow(10, decibels / DECIBELS);
        for (float[] row : rows) {
            for (int n = 0; n < row.length; n++) {
                row[n] += (float) (level * random.nextGaussian());
            }
        }
    }
}
