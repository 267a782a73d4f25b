// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.tagging.WavFile;

class EstimateFoldersTest {

    private static final int RATE = 8000;
    private static final StemTrack TRACK = new StemTrack("It's a Song", Optional.empty(), Map.of("vocals", List.of()));
    private static final SongSignals SONG = new SongSignals(
            RATE,
            Samples.mono(1, 2, 3, 4),
            Map.of("vocals", Samples.mono(new float[4]), "drums", Samples.mono(new float[4])));

    @TempDir
    Path folder;

    private Path song;
    private SignalFiles files;

    @BeforeEach
    void makeFolder() throws IOException {
        files = new SignalFiles(folder);
        song = Files.createDirectories(folder.resolve("test").resolve("It's a Song"));
    }

    @AfterEach
    void leave() {
        files.close();
    }

    @Test
    void theFilesOfTheTargetsAreRead() {
        WavFile.write(song.resolve("vocals.wav"), RATE, 0.5f, 0.25f, 0, 0);
        WavFile.write(song.resolve("accompaniment.wav"), RATE, 0, 0, 0.5f, 0.25f);
        WavFile.write(song.resolve("kazoo.wav"), RATE, 1, 1, 1, 1);
        Estimates estimates = estimate();
        assertEquals(Set.of("vocals", "accompaniment"), estimates.targets().keySet());
        assertArrayEquals(new float[] {0.5f, 0.25f, 0, 0}, samples(estimates, "vocals"));
        assertEquals(List.of(), estimates.warnings());
    }

    @Test
    void lengthsAreFittedToTheSongAndItIsSaidByHowMuch() {
        WavFile.write(song.resolve("vocals.wav"), RATE, 0.5f, 0.25f);
        float[] longer = new float[84];
        longer[0] = 0.5f;
        longer[1] = 0.25f;
        longer[4] = 1;
        WavFile.write(song.resolve("drums.wav"), RATE, longer);
        Estimates estimates = estimate();
        assertArrayEquals(new float[] {0.5f, 0.25f, 0, 0}, samples(estimates, "vocals"));
        assertArrayEquals(new float[] {0.5f, 0.25f, 0, 0}, samples(estimates, "drums"));
        assertEquals(
                List.of(
                        song.resolve("drums.wav")
                                + " is 0.01 s (80 samples) longer than the song; what it has beyond the song's end is not"
                                + " scored.",
                        song.resolve("vocals.wav")
                                + " is 0.00 s (2 samples) shorter than the song; what it lacks at its end is scored as"
                                + " silence."),
                estimates.warnings());
    }

    @Test
    void otherRatesAreRefused() {
        WavFile.write(song.resolve("vocals.wav"), 2 * RATE, 0.5f, 0.25f, 0, 0);
        String message = assertThrows(DatasetException.class, this::estimate).getMessage();
        assertTrue(message.contains("vocals.wav has 1 channel of 4 samples at 16000 Hz"), message);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertTrue(assertThrows(MirException.class, this::estimate).getMessage().contains("holds no estimate"));
        StemTrack other = new StemTrack("Other", Optional.empty(), Map.of("vocals", List.of()));
        assertTrue(
                assertThrows(MirException.class, () -> new EstimateFolders(folder, "test").estimate(other, SONG, files))
                        .getMessage()
                        .contains("Other"));
        assertThrows(MirException.class, () -> new EstimateFolders(folder.resolve("nowhere"), "test"));
    }

    private Estimates estimate() {
        return new EstimateFolders(folder, "test").estimate(TRACK, SONG, files);
    }

    private static float[] samples(Estimates estimates, String target) {
        return Samples.of(estimates.targets().get(target), 0);
    }
}
