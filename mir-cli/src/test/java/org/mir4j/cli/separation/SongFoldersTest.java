package org.mir4j.cli.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.cli.input.AudioInputs;
import org.mir4j.core.error.MirException;

class SongFoldersTest {

    private static final Path OUT = Path.of("out");

    private static List<Song> plan(Map<Path, Path> searched, String... files) {
        List<Path> paths = List.of(files).stream().map(Path::of).toList();
        return SongFolders.plan(new AudioInputs(paths, List.of(), false, searched), OUT);
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

    @Test
    void twoSongsOfOneFolderAreRefusedWithWhatHelps() {
        MirException neighbours = assertThrows(MirException.class, () -> plan(Map.of(), "a/x.mp3", "a/x.wav"));
        assertEquals(
                "The stems of " + Path.of("a/x.mp3") + " and of " + Path.of("a/x.wav") + " would both go to "
                        + Path.of("out/x") + "; give one of them another -o.",
                neighbours.getMessage());
        MirException others = assertThrows(MirException.class, () -> plan(Map.of(), "a/x.mp3", "b/x.mp3"));
        assertEquals(
                "another -o, or name a directory above both: what lies below it is kept apart.",
                others.getMessage().substring(others.getMessage().indexOf("another")));
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
