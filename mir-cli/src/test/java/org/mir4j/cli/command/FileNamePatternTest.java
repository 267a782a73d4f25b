// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.error.MirException;

/** How the files of stems are called. */
class FileNamePatternTest {

    private static final Path OUT = Path.of("out");

    @ParameterizedTest
    @CsvSource({
        "{song}/{stem}.{ext}, out/album/intro/vocals.flac",
        "{track}/{stem}.{ext}, out/album/intro/vocals.flac",
        "{song}_({stem})_{model}.{ext}, out/album/intro_(vocals)_umxhq.flac",
        "{model}/{stem}/{song}.{ext}, out/umxhq/vocals/album/intro.flac",
        "{stem} of {stem}.{ext}, out/vocals of vocals.flac",
        ".{stem}.{ext}, out/.vocals.flac"
    })
    void placeholdersBecomeWhatTheyStandFor(String pattern, String file) {
        Path song = Path.of("album", "intro");
        assertEquals(Path.of(file), new FileNamePattern(pattern).file(OUT, song, "vocals", "flac", "umxhq"));
    }

    @Test
    void whatStandsInNamesIsNoPlaceholderAndNoGroup() {
        Path song = Path.of("{stem} $1 \\2 {");
        assertEquals(
                OUT.resolve("{stem} $1 \\2 {-vocals.wav"),
                new FileNamePattern("{song}-{stem}.{ext}").file(OUT, song, "vocals", "wav", "m"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{song}/{stem}, --filename ends with .{ext}",
                "{song}/{stem}.wav, --filename ends with .{ext}",
                "{artist}/{stem}.{ext}, got {artist}.",
                "{}{stem}.{ext}, got {}.",
                "{Stem}.{ext}, got {Stem}.",
                "{song/{stem}.{ext}, a brace without its other one",
                "song}/{stem}.{ext}, a brace without its other one",
                "../{song}/{stem}.{ext}, without . and ..",
                "{song}/../../{stem}.{ext}, without . and ..",
                "./{song}/{stem}.{ext}, without . and ..",
                "/tmp/{song}/{stem}.{ext}, an empty name",
                "{song}//{stem}.{ext}, an empty name",
                "{song}/{stem}/.{ext}, an empty name",
                ".{ext}, an empty name",
                "{song}/ /{stem}.{ext}, an empty name",
                "{song}\\{stem}.{ext}, not every system takes",
                "{song}\u0000{stem}.{ext}, not every system takes",
                "{song}\u0007{stem}.{ext}, not every system takes"
            })
    void whatLeadsElsewhereOrIsNoNameIsRefused(String pattern, String said) {
        MirException refused = assertThrows(MirException.class, () -> new FileNamePattern(pattern));
        assertTrue(refused.getMessage().contains(said), refused.getMessage());
    }

    @Test
    void namesThatBecomeTooLongAreRefused() {
        FileNamePattern pattern = new FileNamePattern("{song}{song}/{stem}.{ext}");
        Path song = Path.of("ä".repeat(80));
        MirException refused = assertThrows(MirException.class, () -> pattern.file(OUT, song, "vocals", "wav", "m"));
        assertTrue(refused.getMessage().contains("more than 255 bytes"), refused.getMessage());
    }
}
