// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.store.InstalledModel;

/** What holds for every family of separators, with songs of random lengths, rates and channels in random blocks. */
class EverySeparatorTest {

    private static final int SOME = 6;
    private static final int MANY = 200;
    private static final double SOME_SECONDS = 1.5;
    private static final double MINUTE = 60;
    private static final double FEW_SECONDS = 4;
    private static final double MINUS_60_DB = 1e-3;
    private static final double ROUNDING = 4e-6;
    private static final List<Integer> CHANNELS = List.of(1, 2, 6);
    private static final List<Integer> RATES =
            List.of(8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000);

    @TempDir
    Path folder;

    /** A song that is made as it is read: a tone in noise, another in every channel. */
    private record Song(int rate, int channels, int length, int seed) {

        /**
         * The first has one sample, the second is as long as any. Lengths of the others are spread over their logarithms,
         * in nine of ten up to a few seconds.
         */
        static Song number(int i, Random random, double seconds) {
            if (i < 2) {
                return new Song(44_100, 2, i == 0 ? 1 : (int) (44_100 * seconds), i);
            }
            int rate =
                    random.nextInt(3) == 0 ? 8000 + random.nextInt(184_001) : RATES.get(random.nextInt(RATES.size()));
            double longest = Math.log((i % 10 == 2 ? seconds : Math.min(seconds, FEW_SECONDS)) * rate);
            int length = Math.max(1, (int) Math.exp(longest * random.nextDouble()));
            return new Song(rate, CHANNELS.get(random.nextInt(CHANNELS.size())), length, random.nextInt());
        }

        float sample(int channel, int n) {
            int noise = (n + 1) * 0x9E3779B1 ^ (channel + seed) * 0x85EBCA6B;
            noise = (noise ^ noise >>> 15) * 0xC2B2AE35;
            noise ^= noise >>> 13;
            return (float) (0.4 * Math.sin(2 * Math.PI * (220 + 110 * channel) * n / rate) + 0.1 * noise / (1L << 31));
        }

        Waveform part(int from, int to) {
            float[][] rows = new float[channels][to - from];
            for (int c = 0; c < channels; c++) {
                for (int n = from; n < to; n++) {
                    rows[c][n - from] = sample(c, n);
                }
            }
            return new Waveform(rows, rate);
        }

        Supplier<Optional<Waveform>> blocks(Random random, int longest) {
            int[] at = {0};
            return () -> {
                int from = at[0];
                at[0] = Math.min(length, from + 1 + random.nextInt(longest));
                return from == length ? Optional.empty() : Optional.of(part(from, at[0]));
            };
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d samples of %d channels at %d Hz", length, channels, rate);
        }
    }

    private Separator load(InstalledModel model) {
        return Separator.load(model, ModelOptions.on(Device.cpu()));
    }

    /** Separates a song block by block. */
    private static void separate(Separator separator, Song song, Random random, Consumer<StemAudio> parts) {
        separator.separate(song.toString(), song.blocks(random, 1 + random.nextInt(1 << 17)), parts);
    }

    private static float[][] rows(StemAudio part) {
        return part.stems().values().stream()
                .flatMap(stem -> Arrays.stream(stem.channels()))
                .toArray(float[][]::new);
    }

    /** All stems of a song, channel by channel. */
    private static float[][] stems(Separator separator, Song song, Random random) {
        float[][] all = new float[separator.outputs().size() * song.channels()][song.length()];
        int[] done = {0};
        separate(separator, song, random, part -> {
            float[][] rows = rows(part);
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(rows[row], 0, all[row], done[0], rows[row].length);
            }
            done[0] += rows[0].length;
        });
        return all;
    }

    /** Requires of a song's stems what holds for every family. */
    private static void requireWhole(SeparatorFamily family, Separator separator, Song song, Random random) {
        int[] done = {0};
        separate(separator, song, random, part -> {
            int length = part.mixture().length();
            Waveform expected = song.part(done[0], done[0] + length);
            assertEquals(expected, part.mixture(), () -> "the mixture beside the stems: " + song);
            assertEquals(separator.outputs(), List.copyOf(part.stems().keySet()));
            part.stems().forEach((name, stem) -> {
                assertEquals(song.rate(), stem.sampleRate(), name);
                assertEquals(song.channels(), stem.channels().length, name);
                assertEquals(length, stem.length(), name);
                assertTrue(stem.notFinite().isEmpty(), () -> name + " of " + song);
            });
            if (family.sumsToSong()) {
                requireSum(expected, rows(part), song);
            }
            done[0] += length;
        });
        assertEquals(song.length(), done[0], song.toString());
    }

    private static void requireSum(Waveform whole, float[][] rows, Song song) {
        float[][] sums = new float[song.channels()][whole.length()];
        for (int row = 0; row < rows.length; row++) {
            for (int n = 0; n < whole.length(); n++) {
                sums[row % sums.length][n] += rows[row][n];
            }
        }
        double difference = largestDifference(whole.channels(), sums);
        assertTrue(difference < ROUNDING, () -> song + ": the stems sum to it but for " + difference);
    }

    private void requireWhole(SeparatorFamily family, int songs, double seconds, TestReporter reporter) {
        Random random = new Random(family.ordinal());
        double sum = 0;
        double longest = 0;
        try (Separator separator = load(family.install(folder))) {
            for (int i = 0; i < songs; i++) {
                Song song = Song.number(i, random, seconds);
                requireWhole(family, separator, song, random);
                sum += (double) song.length() / song.rate();
                longest = Math.max(longest, (double) song.length() / song.rate());
            }
        }
        reporter.publishEntry(
                family.toString(), String.format(Locale.ROOT, "%d songs, %.0f s, up to %.1f s", songs, sum, longest));
    }

    @ParameterizedTest
    @EnumSource
    void stemsHaveTheLengthRateAndChannelsOfTheirSong(SeparatorFamily family, TestReporter reporter) {
        requireWhole(family, SOME, SOME_SECONDS, reporter);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void stemsOfManySongsUpToAMinuteHaveTheirLengthRateAndChannels(SeparatorFamily family, TestReporter reporter) {
        requireWhole(family, MANY, MINUTE, reporter);
    }

    private static double largest(float[][] rows) {
        return Arrays.stream(rows)
                .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(n -> Math.abs(row[n])))
                .max()
                .orElse(0);
    }

    private static double largestDifference(float[][] one, float[][] other) {
        double largest = 0;
        for (int row = 0; row < one.length; row++) {
            for (int n = 0; n < one[row].length; n++) {
                largest = Math.max(largest, Math.abs(one[row][n] - other[row][n]));
            }
        }
        return largest;
    }

    /** How far stems differ where blocks, and segments if they may, have other borders: as a part of the song's peak. */
    private void requireNoSeams(SeparatorFamily family, int songs, double seconds, TestReporter reporter) {
        Random random = new Random(100 + family.ordinal());
        InstalledModel model = family.install(folder);
        InstalledModel other = family.withOtherSegments(model).orElse(model);
        double allowed = other == model ? ROUNDING : MINUS_60_DB;
        double worst = 0;
        try (Separator separator = load(model);
                Separator rival = load(other)) {
            for (int i = 0; i < songs; i++) {
                Song song = Song.number(i, random, seconds);
                float[][] stems = stems(separator, song, random);
                double peak = largest(song.part(0, song.length()).channels());
                double difference = largestDifference(stems, stems(rival, song, random)) / peak;
                assertTrue(difference <= allowed, () -> song + " differs by " + difference);
                worst = Math.max(worst, difference);
            }
        }
        reporter.publishEntry(
                family.toString(),
                String.format(Locale.ROOT, "%d songs, seams %.1f dB", songs, 20 * Math.log10(worst)));
    }

    @ParameterizedTest
    @EnumSource
    void bordersOfBlocksAndSegmentsAreNotHeard(SeparatorFamily family, TestReporter reporter) {
        requireNoSeams(family, SOME, SOME_SECONDS, reporter);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void bordersOfBlocksAndSegmentsAreNotHeardInManySongs(SeparatorFamily family, TestReporter reporter) {
        requireNoSeams(family, MANY, FEW_SECONDS, reporter);
    }
}
