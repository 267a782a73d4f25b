// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

class FileNamesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words.wav",
                "it's.wav",
                "100%.wav",
                "%03d.wav",
                "no suffix",
                "wrong.mp3",
                "-i.wav",
                "a,b;c#d.wav"
            })
    void areTakenAsTheyAre(String name) throws IOException {
        check(name);
    }

    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @ValueSource(strings = {"http:x.wav", "concat:a|b.wav", "\"quoted\".wav", "back\\slash.wav", "what?.wav", "*.wav"})
    void areTakenAsTheyAreWhereTheSystemAllowsMore(String name) throws IOException {
        check(name);
    }

    @Test
    void mayHaveAnyLetters() throws IOException {
        // without a UTF-8 locale Java itself cannot name such files
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")));
        check("Dvo\u0159\u00e1k \u2013 \u97f3\u697d \ud83c\udfb5.wav");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void mayBeInAnyCharacterSet() throws IOException {
        for (String name : List.of("Dvo%F8%E1k.wav", "%FF%FE %25 %3F.wav", "Dvo%C5%99%C3%A1k.wav")) {
            check(Path.of(URI.create(folder.toUri() + name.replace(" ", "%20"))));
        }
    }

    @Test
    void mayNotLieInAnArchive() throws IOException {
        Path archive = folder.resolve("music.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path file = Files.write(zip.getPath("sound.wav"), new byte[100]);
            String message = assertThrows(
                            AudioException.class, () -> AudioReader.of(file).readAll())
                    .getMessage();
            assertEquals(
                    "sound.wav lies in a file system of Java's (jar), where FFmpeg cannot read;"
                            + " copy it to a folder first.",
                    message);
        }
    }

    private void check(String name) throws IOException {
        check(folder.resolve(name));
    }

    private void check(Path name) throws IOException {
        Waveform sound = TestSounds.rounded(Waveform.mono(TestSounds.sine(440, 0.5, 8000, 800), 8000), 16);
        Path plain = TestEncoder.write(folder.resolve("plain"), TestFormat.WAV_S16, sound);
        Path file = Files.move(plain, name);
        assertArrayEquals(sound.channels(), AudioReader.of(file).readAll().channels());
    }
}
