package org.mir4j.models.evaluation.separation;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.separation.StemAudio;
import org.mir4j.models.tagging.WavFile;

class EstimateFoldersTest {

    private static final int RATE = 8000;
    private static final StemTrack TRACK = new StemTrack("It's a Song", Optional.empty(), Map.of("vocals", List.of()));
    private static final StemAudio AUDIO = new StemAudio(
            Waveform.mono(new float[] {1, 2, 3, 4}, RATE),
            Map.of("vocals", Waveform.mono(new float[4], RATE), "drums", Waveform.mono(new float[4], RATE)));

    @TempDir
    Path folder;

    private Path song;

    @BeforeEach
    void makeFolder() throws IOException {
        song = Files.createDirectories(folder.resolve("test").resolve("It's a Song"));
    }

    @Test
    void theFilesOfTheTargetsAreRead() {
        WavFile.write(song.resolve("vocals.wav"), RATE, 0.5f, 0.25f, 0, 0);
        WavFile.write(song.resolve("accompaniment.wav"), RATE, 0, 0, 0.5f, 0.25f);
        WavFile.write(song.resolve("kazoo.wav"), RATE, 1, 1, 1, 1);
        Map<String, Waveform> estimates = estimate();
        assertEquals(Set.of("vocals", "accompaniment"), estimates.keySet());
        assertArrayEquals(
                new float[] {0.5f, 0.25f, 0, 0}, estimates.get("vocals").channels()[0]);
    }

    @Test
    void lengthsAreFittedToTheSong() {
        WavFile.write(song.resolve("vocals.wav"), RATE, 0.5f, 0.25f);
        WavFile.write(song.resolve("drums.wav"), RATE, 0.5f, 0.25f, 0, 0, 1, 1);
        assertArrayEquals(
                new float[] {0.5f, 0.25f, 0, 0}, estimate().get("vocals").channels()[0]);
        assertArrayEquals(
                new float[] {0.5f, 0.25f, 0, 0}, estimate().get("drums").channels()[0]);
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
        assertTrue(assertThrows(MirException.class, () -> new EstimateFolders(folder, "test").estimate(other, AUDIO))
                .getMessage()
                .contains("Other"));
        assertThrows(MirException.class, () -> new EstimateFolders(folder.resolve("nowhere"), "test"));
    }

    private Map<String, Waveform> estimate() {
        return new EstimateFolders(folder, "test").estimate(TRACK, AUDIO);
    }
}
