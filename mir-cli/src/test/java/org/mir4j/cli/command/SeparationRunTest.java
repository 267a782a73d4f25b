// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.models.separation.CommonGain;

/** What is said of stems that are softer than the song. */
class SeparationRunTest {

    private static final Path SONG = Path.of("song.mp3");

    private static String notice(float peak, String loudest, AudioFormat format) {
        return SeparationRun.notice(SONG, new CommonGain(1 / peak, loudest, format))
                .orElseThrow();
    }

    @Test
    void ofStemsThatKeepTheirLevelNothingIsSaid() {
        assertEquals(Optional.empty(), SeparationRun.notice(SONG, new CommonGain(1, "vocals", AudioFormat.MP3)));
    }

    @Test
    void whatIsSofterIsSaidWithTheStemAndWhatKeepsTheLevel() {
        assertEquals(
                "song.mp3: all stems are 6.0 dB softer than in the song, since vocals would clip at 16 bits; --bits 32f"
                        + " keeps the level.",
                notice(2, "vocals", AudioFormat.WAV_16));
        assertEquals(
                "song.mp3: all stems are 9.5 dB softer than in the song, since rest would clip at 24 bits; --format wav"
                        + " --bits 32f keeps the level.",
                notice(3, "rest", AudioFormat.FLAC_24));
        assertEquals(
                "song.mp3: all stems are less than 0.1 dB softer than in the song, since rest would clip in MP3; --format"
                        + " wav --bits 32f keeps the level.",
                notice(1.001f, "rest", AudioFormat.MP3));
    }
}
