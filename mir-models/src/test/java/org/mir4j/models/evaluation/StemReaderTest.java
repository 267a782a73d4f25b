// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.tagging.WavFile;

class StemReaderTest {

    private static final int RATE = 8000;

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private SignalFiles files;

    @BeforeEach
    void makeRoom() {
        files = new SignalFiles(folder);
    }

    @AfterEach
    void leave() {
        files.close();
    }

    private SongSignals read(StemTrack track) {
        return StemReader.read(track, files, warnings);
    }

    @Test
    void aStemIsTheSumOfItsRecordingsAndTheMixtureThatOfTheStems() {
        SongSignals audio = read(song(
                Optional.empty(), List.of(wav("a", 0.5f, 0)), List.of(wav("b", 0, 0.25f), wav("c", 0.125f, 0.5f))));
        assertArrayEquals(new float[] {0.125f, 0.75f}, Samples.of(audio.stems().get("rest"), 0));
        assertArrayEquals(new float[] {0.625f, 0.75f}, Samples.of(audio.mixture(), 0));
    }

    @Test
    void aStemWithoutRecordingsIsSilent() {
        SongSignals audio = read(song(Optional.of(wav("mix", 1, 0.5f)), List.of(), List.of(wav("a", 1, 0.5f))));
        assertArrayEquals(new float[2], Samples.of(audio.stems().get("voice"), 0));
        assertEquals(List.of("voice", "rest"), List.copyOf(audio.stems().keySet()));
    }

    @Test
    void stemsThatAreMuchShorterThanTheirSongAreRefused() {
        Recording mixture = wav("mix", new float[RATE]);
        Recording shorter = wav("short", new float[RATE / 2]);
        StemTrack song = song(Optional.of(mixture), List.of(shorter), List.of(mixture));
        String message = assertThrows(DatasetException.class, () -> read(song)).getMessage();
        assertTrue(message.contains("short.wav has 1 channel of 4000 samples at 8000 Hz"), message);
    }

    @Test
    void whatLossyFilesDecodeToIsRoundedTo16BitsAndNothingElse() {
        Path lossy = Path.of("..", "examples", "morning-train.ogg");
        SongSignals audio = read(song(Optional.empty(), List.of(Recording.of(lossy)), List.of()));
        float[] decoded = AudioReader.of(lossy).readAll().channels()[0];
        float[] read = Samples.of(audio.stems().get("voice"), 0);
        for (int n = 0; n < read.length; n++) {
            assertEquals(Math.rint(32768.0 * decoded[n]), 32768.0 * read[n], "sample " + n);
        }
        float fine = 0.1234567f;
        SongSignals lossless = read(song(Optional.empty(), List.of(wav("fine", fine, -fine)), List.of()));
        assertArrayEquals(new float[] {fine, -fine}, Samples.of(lossless.stems().get("voice"), 0));
    }

    @Test
    void damageInALossyStemIsWarnedOf() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("..", "examples", "morning-train.ogg"));
        for (int n = 100_000; n < 130_000; n++) {
            bytes[n] ^= 0x5a;
        }
        Path damaged = Files.write(folder.resolve("damaged.ogg"), bytes);
        read(song(Optional.empty(), List.of(Recording.of(damaged)), List.of()));
        assertTrue(!warnings.isEmpty() && warnings.get(0).contains("damaged.ogg"), warnings.toString());
    }

    @Test
    void channelsThatAreNotThereAreNamed() {
        StemTrack song = song(Optional.empty(), List.of(wav("a", 1, 1).channel(1)), List.of());
        String message = assertThrows(AudioException.class, () -> read(song)).getMessage();
        assertTrue(message.contains("counted from 0; channel 1 was asked for"), message);
    }

    private Recording wav(String name, float... samples) {
        return Recording.of(WavFile.write(folder.resolve(name + ".wav"), RATE, samples));
    }

    private static StemTrack song(Optional<Recording> mixture, List<Recording> voice, List<Recording> rest) {
        Map<String, List<Recording>> stems = new LinkedHashMap<>();
        stems.put("voice", voice);
        stems.put("rest", rest);
        return new StemTrack("song", mixture, stems);
    }
}
