// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoundStemsTest {

    private static final int LENGTH = 5000; // which is no number of blocks
    private static final int HOP = 1000;

    @TempDir
    Path folder;

    /** Two stems of two channels: noise whose level falls with the frequency as that of music does. */
    private static float[][] music(double level) {
        Random random = new Random(7);
        float[][] rows = new float[4][LENGTH];
        for (float[] row : rows) {
            double low = 0;
            for (int n = 0; n < LENGTH; n++) {
                low = 0.98 * low + 0.05 * random.nextGaussian();
                row[n] = (float) (level * (low + 0.01 * random.nextGaussian()));
            }
        }
        return rows;
    }

    private Path write(float[][] rows, int... cuts) throws IOException {
        Path file = Files.createTempFile(folder, "song", ".stems");
        Files.delete(file);
        try (FoundStemsWriter writer = new FoundStemsWriter(file, 2, 2, HOP, piece -> piece[1][0][0])) {
            int from = 0;
            for (int cut : cuts) {
                writer.add(part(rows, from, cut));
                from = cut;
            }
            writer.add(part(rows, from, rows[0].length));
            writer.finish();
        }
        return file;
    }

    private static float[][] part(float[][] rows, int from, int to) {
        return Arrays.stream(rows).map(row -> Arrays.copyOfRange(row, from, to)).toArray(float[][]::new);
    }

    private static FoundStems read(Path file) throws IOException {
        return FoundStems.format(2, 2).read(file).orElseThrow();
    }

    private static double decibels(float[] truth, int from, float[] found) {
        double energy = 0;
        double error = 0;
        for (int n = 0; n < found.length; n++) {
            energy += truth[from + n] * (double) truth[from + n];
            error += Math.pow(truth[from + n] - found[n], 2);
        }
        return 10 * Math.log10(energy / error);
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 0.2, 1e-4})
    void whatIsLostIsFaintWhateverTheLevel(double level) throws IOException {
        float[][] rows = music(level);
        List<StemClip> clips = read(write(rows)).clips();
        for (int row = 0; row < 4; row++) {
            float[] found = clips.get(row / 2).read(0, LENGTH)[row % 2];
            double ratio = decibels(rows[row], 0, found);
            assertTrue(ratio > 42, "row " + row + ": " + ratio + " dB");
        }
    }

    @Test
    void anyExcerptIsThatOfTheWholeSong() throws IOException {
        StemClip clip = read(write(music(0.3))).clips().get(1);
        assertEquals(LENGTH, clip.length());
        float[][] whole = clip.read(0, LENGTH);
        for (int from : new int[] {1, 127, 128, 129, 700, 4900}) {
            float[][] some = clip.read(from, 300);
            for (int c = 0; c < 2; c++) {
                int inside = Math.min(300, LENGTH - from);
                assertArrayEquals(
                        Arrays.copyOfRange(whole[c], from, from + inside), Arrays.copyOf(some[c], inside), 1e-5f);
                assertArrayEquals(new float[300 - inside], Arrays.copyOfRange(some[c], inside, 300), "behind the end");
            }
        }
        assertArrayEquals(new float[9], clip.read(LENGTH + 400, 9)[0]);
    }

    @Test
    void theSizeOfThePiecesInWhichASongComesDoesNotMatter() throws IOException {
        float[][] rows = music(0.3);
        assertArrayEquals(
                Files.readAllBytes(write(rows)), Files.readAllBytes(write(rows, 1, 1, 128, 900, 1000, 4999, 5000)));
    }

    @Test
    void silenceStaysSilent() throws IOException {
        float[][] rows = music(0.3);
        for (float[] row : rows) {
            Arrays.fill(row, 1000, 3000, 0);
        }
        float[] found = read(write(rows)).clips().get(0).read(1200, 1500)[0];
        assertArrayEquals(new float[1500], found);
    }

    @Test
    void aSampleTakesAByteAndEachPieceHasItsConfidence() throws IOException {
        float[][] rows = music(0.3);
        for (int piece = 0; piece < LENGTH / HOP; piece++) {
            rows[2][piece * HOP] = piece / 8f; // what the meter looks at
        }
        Path file = write(rows);
        assertTrue(Files.size(file) < 1.06 * 4 * LENGTH, Files.size(file) + " bytes");
        Confidence confidence = read(file).confidence();
        assertEquals(HOP, confidence.hop());
        assertArrayEquals(new float[] {0, 1 / 8f, 2 / 8f, 3 / 8f, 4 / 8f}, confidence.values());
    }

    @Test
    void filesThatAreDamagedOrOfAnotherKindAreNone() throws IOException {
        byte[] whole = Files.readAllBytes(write(music(0.3)));
        Path file = folder.resolve("damaged.stems");
        for (int size : new int[] {0, 10, 36, 4000, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, size));
            assertEquals(Optional.empty(), FoundStems.format(2, 2).read(file), size + " bytes");
        }
        for (int place = 0; place < 36; place++) {
            byte[] changed = whole.clone();
            changed[place] ^= 0x40;
            Files.write(file, changed);
            assertEquals(Optional.empty(), FoundStems.format(2, 2).read(file), "byte " + place);
        }
        Files.write(file, whole);
        assertEquals(Optional.empty(), FoundStems.format(3, 2).read(file));
        assertEquals(Optional.empty(), FoundStems.format(2, 1).read(file));
    }
}
