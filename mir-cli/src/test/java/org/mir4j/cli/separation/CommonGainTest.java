package org.mir4j.cli.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.io.AudioFormat;

class CommonGainTest {

    private static CommonGain gain(float vocals, float rest, AudioFormat format) {
        return CommonGain.of(Map.of("vocals", vocals, "rest", rest), format);
    }

    @Test
    void whatDoesNotClipKeepsItsLevel() {
        assertEquals(
                1, gain(0.5f, AudioFormat.WAV_16.largest(), AudioFormat.WAV_16).factor());
        assertEquals(1, gain(3, 100, AudioFormat.WAV_32F).factor());
        assertEquals(1, gain(0, 0, AudioFormat.MP3).factor());
        assertEquals(Optional.empty(), gain(0.5f, 1, AudioFormat.MP3).notice(Path.of("song.mp3")));
    }

    @Test
    void thePeakBecomesTheLargestSampleAndNeverMore() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            float peak = 1 + 3 * random.nextFloat();
            float largest = AudioFormat.WAV_24.largest();
            float scaled = gain(peak, 0.5f, AudioFormat.WAV_24).factor() * peak;
            assertTrue(scaled <= largest && scaled > largest - 4e-7f, () -> peak + " became " + scaled);
        }
    }

    @Test
    void whatIsSofterIsSaidWithTheStemAndWhatKeepsTheLevel() {
        assertEquals(
                "song.mp3: all stems are 6.0 dB softer than in the song, since vocals would clip at 16 bits; --bits 32f"
                        + " keeps the level.",
                gain(2, 1, AudioFormat.WAV_16).notice(Path.of("song.mp3")).orElseThrow());
        assertEquals(
                "song.mp3: all stems are 9.5 dB softer than in the song, since rest would clip at 24 bits; --format wav"
                        + " --bits 32f keeps the level.",
                gain(2, 3, AudioFormat.FLAC_24).notice(Path.of("song.mp3")).orElseThrow());
        assertEquals(
                "song.mp3: all stems are less than 0.1 dB softer than in the song, since rest would clip in MP3; --format"
                        + " wav --bits 32f keeps the level.",
                gain(1, 1.001f, AudioFormat.MP3).notice(Path.of("song.mp3")).orElseThrow());
    }
}
