// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioInputsTest {

    @TempDir
    Path directory;

    @BeforeEach
    void fill() throws IOException {
        for (String name : new String[] {
            "b.mp3", "a.FLAC", "notes.txt", ".hidden.mp3", "deep/c.ogg", "deep/er/d.wav", "odd[1].wav", "none/x.pdf"
        }) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private String in(String name) {
        return directory.resolve(name).toString();
    }

    private AudioInputs find(String... names) {
        return AudioInputs.of(Arrays.stream(names).map(this::in).toList(), new Spool());
    }

    private List<String> found(String... names) {
        AudioInputs inputs = find(names);
        assertEquals(List.of(), inputs.failures());
        return inputs.files().stream()
                .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                .toList();
    }

    @Test
    void aDirectoryIsAllAudioBelowIt() {
        assertEquals(List.of("a.FLAC", "b.mp3", "deep/c.ogg", "deep/er/d.wav", "odd[1].wav"), found(""));
    }

    @Test
    void aFileIsItselfWhateverItIsCalled() {
        assertEquals(List.of("notes.txt"), found("notes.txt"));
        assertEquals(List.of("odd[1].wav"), found("odd[1].wav"));
    }

    @Test
    void patternsMatchWithinAndAcrossDirectories() {
        assertEquals(List.of("b.mp3"), found("b*.mp3"));
        assertEquals(List.of("deep/c.ogg"), found("deep/*.ogg"));
        assertEquals(List.of("deep/c.ogg", "deep/er/d.wav"), found("deep/**.{ogg,wav}"));
        assertEquals(List.of("deep/er/d.wav"), found("d??p/er/[cd].wav"));
    }

    @Test
    void everyFileIsThereOnceInTheOrderGiven() {
        assertEquals(List.of("deep/c.ogg", "b.mp3"), found("deep/c.ogg", "b.mp3", "deep/*.ogg"));
    }

    @Test
    void whatIsNotThereIsNamedAndTheRestIsFound() {
        AudioInputs inputs = find("b.mp3", "gone.mp3", "*.aiff", "none");
        assertEquals(1, inputs.files().size());
        List<String> failures =
                inputs.failures().stream().map(Throwable::getMessage).toList();
        assertEquals(
                List.of(
                        in("gone.mp3") + " does not exist.",
                        "No file matches " + in("*.aiff") + ".",
                        in("none") + " holds no audio files."),
                failures);
    }

    @Test
    void oneFileIsToldFromADirectoryOrPatternThatHoldsOne() {
        assertTrue(find("b.mp3").single());
        assertTrue(find("odd[1].wav").single());
        assertFalse(find("deep/er").single());
        assertFalse(find("b*.mp3").single());
        assertFalse(find("b.mp3", "gone.mp3").single());
    }

    @Test
    void whatWasSearchedIsKnownOfEveryFileThatWasNotNamedItself() {
        AudioInputs inputs = find("b.mp3", "deep", "a*");
        assertEquals(
                Map.of(
                        Path.of(in("deep/c.ogg")), Path.of(in("deep")),
                        Path.of(in("deep/er/d.wav")), Path.of(in("deep")),
                        Path.of(in("a.FLAC")), directory),
                inputs.searched());
    }

    private void requireOneFailure(String said, String... names) {
        AudioInputs inputs = find(names);
        assertEquals(1, inputs.failures().size());
        String message = inputs.failures().get(0).getMessage();
        assertTrue(message.contains(said), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[", "a{b", "deep/[z-a].ogg"})
    void aFaultyPatternIsNamed(String pattern) {
        requireOneFailure(in(pattern) + " is neither a file nor a pattern: ", pattern);
    }

    @Test
    void aFileIsOneHoweverItsPathIsWritten() {
        assertEquals(
                List.of(Path.of(in("./b.mp3"))),
                find("./b.mp3", "b.mp3", "deep/../b.mp3", ".//b*").files().stream()
                        .filter(file -> !file.toString().contains(".."))
                        .toList());
        assertEquals(List.of("deep/c.ogg"), found("deep//*.ogg"));
    }

    @Test
    void aLinkThatLeadsBackIsNotFollowedForEver() throws IOException {
        Files.createSymbolicLink(directory.resolve("deep/back"), directory);
        assertEquals(List.of("a.FLAC", "b.mp3", "deep/c.ogg", "deep/er/d.wav", "odd[1].wav"), found(""));
        assertEquals(List.of("b.mp3", "deep/back/b.mp3"), found("b*.mp3", "deep/back/b.*"));
    }

    @Test
    void aDirectoryIsSearchedOnceHoweverManyLinksLeadToIt(@TempDir Path elsewhere) throws IOException {
        Files.copy(directory.resolve("b.mp3"), elsewhere.resolve("e.mp3"));
        for (int i = 0; i < 12; i++) {
            Path crossed = Files.createDirectory(directory.resolve("deep/" + i));
            for (int other = 0; other < 12; other++) {
                Files.createSymbolicLink(crossed.resolve("to" + other), directory.resolve("deep/" + other));
            }
        }
        Files.createSymbolicLink(directory.resolve("none/one"), elsewhere);
        Files.createSymbolicLink(elsewhere.resolve("again"), elsewhere);
        assertEquals(
                List.of("a.FLAC", "b.mp3", "deep/c.ogg", "deep/er/d.wav", "none/one/e.mp3", "odd[1].wav"), found(""));
        assertEquals(List.of("none/one/e.mp3"), found("none/one"));
    }

    @Test
    void aDirectoryThatCannotBeReadDoesNotHideTheOthers() throws IOException {
        Path locked = directory.resolve("deep/er");
        assumeTrue(locked.toFile().setReadable(false) && !Files.isReadable(locked), "skipped: all can be read here");
        try {
            AudioInputs inputs = find("deep");
            assertEquals(List.of(Path.of(in("deep/c.ogg"))), inputs.files());
            requireOneFailure(locked + " cannot be searched: permission denied.", "deep");
            assertEquals(List.of("b.mp3"), found("b*.mp3"));
        } finally {
            locked.toFile().setReadable(true);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aNameThatIsNoUtf8IsSaidToBeNone() throws Exception {
        Process maker = new ProcessBuilder("sh", "-c", "printf x >\"$(printf 'caf\\351.mp3')\"")
                .directory(directory.resolve("none").toFile())
                .start();
        assertEquals(0, maker.waitFor());
        requireOneFailure("its name is not UTF-8", "none");
        requireOneFailure("its name is not UTF-8", "none/caf*");
        requireOneFailure("its name is not UTF-8", "none/caf\uFFFD.mp3");
    }
}
