// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mir4j.core.audio.Waveform;

class AudioTagsTest {

    private static final Map<String, String> INFO = Map.of(
            "album",
            "Sl\u00e1vn\u00fd den",
            "artist",
            "Dvo\u0159\u00e1k & \u97f3\u697d \ud83c\udfb5",
            "comment",
            "two words, = and ; and\nanother line",
            "copyright",
            "no one's",
            "date",
            "1894-05-01",
            "genre",
            "Folk, World, & Country",
            "language",
            "ces",
            "title",
            "100% of it",
            "track",
            "3/12");

    @TempDir
    Path folder;

    private final Waveform sound = new Waveform(TestSounds.noise(2, 20_000), 44100);

    @ParameterizedTest
    @EnumSource
    void areReadAgainFromEveryFormat(AudioFormat format) {
        Map<String, String> tags = new HashMap<>(INFO);
        if (format.container().equals("wav")) {
            assertEquals(tags, written(format, tags).values());
            return;
        }
        for (String name : new String[] {"album_artist", "composer", "disc", "lyrics", "performer", "publisher"}) {
            tags.put(name, "the " + name);
        }
        assertEquals(tags, written(format, tags).values());
    }

    @ParameterizedTest
    @EnumSource
    void doNotChangeTheSamples(AudioFormat format) {
        Waveform without = AudioReader.of(Written.file(folder.resolve("without.mp3"), format, sound))
                .readAll();
        written(format, INFO);
        assertArrayEquals(
                without.channels(),
                AudioReader.of(folder.resolve("with.mp3")).readAll().channels());
    }

    @ParameterizedTest
    @EnumSource
    void becomeTheSameBytesEveryTime(AudioFormat format) throws IOException {
        written(format, INFO);
        byte[] first = Files.readAllBytes(folder.resolve("with.mp3"));
        written(format, new HashMap<>(INFO));
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("with.mp3")));
    }

    @ParameterizedTest
    @EnumSource
    void areNotWhatProgramsSayOfThemselves(TestFormat format) {
        Path file = TestEncoder.write(folder.resolve("a"), format, new Waveform(new float[2][48000], 48000));
        assertEquals(AudioTags.none(), AudioReader.of(file).info().tags());
    }

    @Test
    void areThoseOfTheMusicOnly() {
        Map<String, String> declared = Map.of(
                "TITLE", " A song ",
                "encoder", "Lavf",
                "major_brand", "isom",
                "TLEN", "215000",
                "iTunSMPB", " 00000000 00000840",
                "REPLAYGAIN_TRACK_GAIN", "-7.03 dB",
                "comment", " ",
                "language", "und");
        assertEquals(Map.of("title", "A song"), AudioTags.among(declared).values());
    }

    @Test
    void mayBeInLatin1WhereUtf8IsExpected() throws IOException {
        written(AudioFormat.WAV_16, Map.of("title", "Francais"));
        Path file = folder.resolve("with.mp3");
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1).replace("Francais", "Fran\u00e7ais");
        Files.writeString(file, bytes, StandardCharsets.ISO_8859_1);
        assertEquals(
                Map.of("title", "Fran\u00e7ais"),
                AudioReader.of(file).info().tags().values());
    }

    @Test
    void thatNoFileHasAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new AudioTags(Map.of("encoder", "x")));
        assertThrows(IllegalArgumentException.class, () -> new AudioTags(Map.of("Title", "x")));
        assertThrows(IllegalArgumentException.class, () -> new AudioTags(Map.of("title", " ")));
        assertThrows(IllegalArgumentException.class, () -> new AudioTags(Map.of("title", "a\0b")));
    }

    private AudioTags written(AudioFormat format, Map<String, String> tags) {
        Path file = Written.file(folder.resolve("with.mp3"), format, sound, new AudioTags(tags));
        return AudioReader.of(file).info().tags();
    }
}
