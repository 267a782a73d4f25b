// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailingTagsTest {

    @TempDir
    Path directory;

    private long lengthAt(String content, long at) throws IOException {
        Path file = Files.write(directory.resolve("x"), content.getBytes(StandardCharsets.US_ASCII));
        try (FileBytes bytes = new FileBytes(file)) {
            return TrailingTags.lengthAt(bytes, at);
        }
    }

    @Test
    void lyricsEndWithTheirWordForIt() throws IOException {
        assertEquals(24, lengthAt("LYRICSBEGINlala" + "LYRICSEND" + "LYRICSEND", 0));
        assertEquals(24, lengthAt("LYRICSBEGINlala" + "LYRICS200", 0));
        assertEquals(0, lengthAt("LYRICSBEGINlala", 0));
    }

    @Test
    void beginningsOfLyricsThatOtherBeginningsFollowAreNone() throws IOException {
        String twice = "LYRICSBEGIN".repeat(2) + "LYRICSEND";
        assertEquals(0, lengthAt(twice, 0));
        assertEquals(20, lengthAt(twice, 11));
    }
}
