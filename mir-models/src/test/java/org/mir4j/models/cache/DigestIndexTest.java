// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.Checksum;

class DigestIndexTest {

    private static final String REMEMBERED = "0".repeat(64);

    /** By which everything has been as it is for a minute. */
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    private Path index;
    private Path song;

    @BeforeEach
    void write() throws IOException {
        index = folder.resolve("digests");
        song = Files.writeString(folder.resolve("song.wav"), "one");
    }

    private static String truth(Path file) throws IOException {
        return Checksum.sha256Of(file).hex();
    }

    private String sha256(Path file) throws IOException {
        return new DigestIndex(index, LATER).sha256(file);
    }

    /** Remembers a song, and then another digest in the place of its own: who reads the file again does not find that. */
    private void rememberAnother() throws IOException {
        DigestIndex digests = new DigestIndex(index, LATER);
        assertEquals(truth(song), digests.sha256(song));
        digests.save();
        List<String> lines = new ArrayList<>(Files.readAllLines(index));
        assertEquals(2, lines.size(), lines.toString());
        lines.set(1, lines.get(1).replace(truth(song), REMEMBERED));
        lines.set(0, Checksum.fingerprint(lines.stream().skip(1)));
        Files.write(index, lines);
        assertEquals(REMEMBERED, sha256(song));
    }

    @Test
    void aFileThatIsTheSameIsNotReadAgain() throws IOException {
        rememberAnother();
        assertEquals(REMEMBERED, sha256(song));
        DigestIndex digests = new DigestIndex(index, LATER);
        Path other = Files.writeString(folder.resolve("other.wav"), "other");
        assertEquals(truth(other), digests.sha256(other));
        digests.save();
        assertEquals(REMEMBERED, sha256(song)); // what was remembered before stays
    }

    @Test
    void aFileThatHasChangedIsReadAgain() throws IOException {
        rememberAnother();
        Files.setLastModifiedTime(song, FileTime.fromMillis(1_000_000_000));
        assertEquals(truth(song), sha256(song));
        rememberAnother();
        Files.writeString(song, "longer");
        assertEquals(truth(song), sha256(song));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFileThatHasChangedIsReadAgainEvenIfItsTimeWasSetBack() throws IOException {
        rememberAnother();
        FileTime time = Files.getLastModifiedTime(song);
        Files.writeString(song, "two");
        Files.setLastModifiedTime(song, time);
        assertEquals(truth(song), sha256(song));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFileThatTookThePlaceOfAnotherIsReadAgain() throws IOException {
        rememberAnother();
        FileTime time = Files.getLastModifiedTime(song);
        Path other = Files.writeString(folder.resolve("other.wav"), "two");
        Files.setLastModifiedTime(other, time);
        Files.delete(song);
        Files.move(other, song);
        assertEquals(truth(song), sha256(song));
    }

    @Test
    void aFileThatHasJustChangedIsNotRemembered() throws IOException {
        DigestIndex digests = new DigestIndex(index, Clock.systemUTC());
        assertEquals(truth(song), digests.sha256(song));
        digests.save();
        assertFalse(Files.exists(index));
        Files.writeString(song, "two"); // within the same moment, as far as a coarse clock can tell
        assertEquals(truth(song), digests.sha256(song));
    }

    @Test
    void anIndexThatIsDamagedCountsAsEmpty() throws IOException {
        rememberAnother();
        byte[] whole = Files.readAllBytes(index);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(index, damaged);
            assertEquals(truth(song), sha256(song), "byte " + at);
        }
        for (String text : List.of("", "\n", "no index", "no\nindex\n")) {
            Files.writeString(index, text);
            assertEquals(truth(song), sha256(song), text);
        }
    }

    @Test
    void aLinkIsTheFileThatItLeadsTo() throws IOException {
        rememberAnother();
        Path link = folder.resolve("link.wav");
        try {
            Files.createSymbolicLink(link, song);
        } catch (IOException | UnsupportedOperationException e) {
            abort("skipped: no symbolic links here");
        }
        assertEquals(REMEMBERED, sha256(link));
    }

    @Test
    void aFileThatIsNotThereIsNotFound() {
        assertThrows(NoSuchFileException.class, () -> sha256(folder.resolve("absent.wav")));
    }

    @Test
    void severalThreadsAskAtOnce() throws IOException {
        List<Path> songs = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            songs.add(Files.writeString(folder.resolve("song-" + i), "song " + i));
        }
        DigestIndex digests = new DigestIndex(index, LATER);
        songs.parallelStream().forEach(file -> {
            try {
                assertEquals(truth(file), digests.sha256(file));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        digests.save();
        assertEquals(1 + songs.size(), Files.readAllLines(index).size());
    }
}
