// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.cli.command.SongFolders.Song;
import org.mir4j.cli.input.AudioInputs;
import org.mir4j.core.error.MirException;

class SongFoldersTest {

    private static final Path OUT = Path.of("out");

    private static List<Song> plan(Map<Path, Path> searched, String... files) {
        return folders(searched, files).songs();
    }

    private static SongFolders folders(Map<Path, Path> searched, String... files) {
        List<Path> paths = List.of(files).stream().map(Path::of).toList();
        return SongFolders.plan(new AudioInputs(paths, List.of(), false, searched), OUT, file -> false);
    }

    @ParameterizedTest
    @CsvSource({
        "music/song.mp3,      song",
        "song.tar.flac,       song.tar",
        "Mr. Blue Sky,        Mr. Blue Sky",
        "03. No extension,    03. No extension",
        "Ärger im Park.ogg,   Ärger im Park",
        "..mp3,               ..mp3",
        "...mp3,              ...mp3",
        ".mp3,                .mp3"
    })
    void aFolderIsNamedLikeTheFileWithoutItsExtension(String file, String folder) {
        assertEquals(OUT.resolve(folder), plan(Map.of(), file).get(0).folder());
    }

    @Test
    void songsOfADirectoryLieAsTheyLieThere() {
        Path music = Path.of("music");
        Path song = Path.of("music/artist/album/song.mp3");
        assertEquals(
                List.of(new Song(song, Path.of("out/artist/album/song"))), plan(Map.of(song, music), song.toString()));
    }

    private static List<String> names(String... files) {
        return plan(Map.of(), files).stream()
                .map(song -> OUT.relativize(song.folder()).toString().replace('\\', '/'))
                .toList();
    }

    @Test
    void songsThatWouldShareAFolderAreKeptApart() {
        assertEquals(List.of("x.mp3", "x.wav", "y"), names("a/x.mp3", "a/x.wav", "a/y.wav"));
        assertEquals(List.of("a/x", "b/c/x"), names("a/x.mp3", "b/c/x.mp3"));
        assertEquals(List.of("a/x.mp3", "a/x.wav", "b/x.mp3"), names("a/x.mp3", "a/x.wav", "b/x.mp3"));
        assertEquals(List.of("a/x", "b/x", "x.mp3"), names("a/x.mp3", "b/x.mp3", "a/x.mp3.wav"));
    }

    @Test
    void ofSongsThatAreKeptApartItIsSaidWhereTheyGo() {
        assertEquals(
                List.of("The stems of songs of one name are kept apart: those of " + Path.of("a/x.mp3") + " go to "
                        + Path.of("out/x.mp3") + ", those of " + Path.of("a/x.wav") + " go to " + Path.of("out/x.wav")
                        + "."),
                folders(Map.of(), "a/x.mp3", "a/x.wav", "a/y.wav").notes());
        assertEquals(List.of(), folders(Map.of(), "a/x.mp3", "a/y.mp3").notes());
    }

    @Test
    void whatCannotBeKeptApartIsRefused() {
        MirException refused = assertThrows(
                MirException.class, () -> plan(Map.of(), "a/x.mp3", "a/x.wav", "a/x.mp3.ogg", "b/x.mp3.ogg"));
        assertTrue(refused.getMessage().endsWith("give one of them another -o."), refused.getMessage());
    }

    @Test
    void stemsOfSongsThatWereKeptApartAreNoSongsEither() {
        Path mp3 = Path.of("out/song.mp3");
        Path flac = Path.of("out/song.flac");
        Path earlier = Path.of("out/song/vocals.wav");
        assertEquals(
                2,
                plan(Map.of(mp3, OUT, flac, OUT, earlier, OUT), mp3 + "", flac + "", earlier + "")
                        .size());
    }

    @Test
    void whatIsFoundBelowAnOutputWithinTheDirectorySearchedIsLeftOut() {
        Path here = Path.of(".");
        Path earlier = Path.of("./out/song/vocals.wav");
        Path song = Path.of("./song.mp3");
        assertEquals(
                List.of(new Song(song, Path.of("out/song"))),
                plan(Map.of(song, here, earlier, here), song.toString(), earlier.toString()));
        assertEquals(1, plan(Map.of(), earlier.toString()).size(), "a file that is named is meant");
        assertEquals(1, plan(Map.of(earlier, OUT), earlier.toString()).size(), "so is the output itself");
    }

    @Test
    void whatLiesInTheFolderOfASongIsLeftOutWhereTheOutputIsWhatIsSearched() {
        Path song = Path.of("out/artist/song.mp3");
        Path earlier = Path.of("out/artist/song/vocals.wav");
        assertEquals(
                List.of(new Song(song, Path.of("out/artist/song"))),
                plan(Map.of(song, OUT, earlier, OUT), song.toString(), earlier.toString()));
    }
}
