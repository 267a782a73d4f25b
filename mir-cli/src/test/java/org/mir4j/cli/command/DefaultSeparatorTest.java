// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioTags;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.SeparationBench;
import org.mir4j.core.audio.Waveform;

/** The separator that comes with the program, which needs no network. */
class DefaultSeparatorTest {

    private static final Path SONG = Path.of("..", "examples", "morning-train.ogg");

    @Test
    void aSongIsTakenApartAtOnceIntoVocalsAndAccompanimentThatSumToIt(@TempDir Path directory) throws IOException {
        try (SeparationBench bench = new SeparationBench(directory)) {
            Waveform part = AudioReader.of(SONG).range(20, 8).readAll();
            Path song = bench.song("song.wav", part, AudioFormat.WAV_32F, AudioTags.none());
            Outcome outcome = Outcome.of(
                            "separate",
                            song.toString(),
                            "-o",
                            bench.path("stems").toString(),
                            "--bits",
                            "32f",
                            "--residual",
                            "--device",
                            "cpu")
                    .ended(0);
            assertEquals("", outcome.err());
            Waveform vocals = SeparationBench.read(bench.path("stems/song/vocals.wav"));
            Waveform accompaniment = SeparationBench.read(bench.path("stems/song/accompaniment.wav"));
            assertEquals(part.length(), vocals.length());
            for (int c = 0; c < part.channels().length; c++) {
                for (int n = 0; n < part.length(); n++) {
                    assertEquals(
                            part.channels()[c][n],
                            vocals.channels()[c][n] + accompaniment.channels()[c][n],
                            1e-6f);
                }
            }
            assertTrue(energy(vocals) < energy(part) && energy(accompaniment) < energy(part));
        }
    }

    private static double energy(Waveform wave) {
        double energy = 0;
        for (float[] row : wave.channels()) {
            for (float value : row) {
                energy += (double) value * value;
            }
        }
        return energy;
    }
}
