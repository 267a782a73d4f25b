package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.audio.Waveform;

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

    private void check(String name) throws IOException {
        Waveform sound = TestSounds.rounded(Waveform.mono(TestSounds.sine(440, 0.5, 8000, 800), 8000), 16);
        Path plain = TestEncoder.write(folder.resolve("plain"), TestFormat.WAV_S16, sound);
        Path file = Files.move(plain, folder.resolve(name));
        assertArrayEquals(sound.channels(), AudioReader.of(file).readAll().channels());
    }
}
