// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;

class ContentCacheTest {

    /** Texts in angle brackets. */
    private static final ContentCache.Format<String> TEXT = new ContentCache.Format<>() {
        @Override
        public Optional<String> read(Path file) throws IOException {
            String text = Files.readString(file);
            return text.matches("<.*>") ? Optional.of(text.substring(1, text.length() - 1)) : Optional.empty();
        }

        @Override
        public void write(Path draft, String value) throws IOException {
            if (value.equals("too much")) {
                Files.writeString(draft, "<too");
                throw new IOException("no space left on device");
            }
            Files.writeString(draft, "<" + value + ">");
        }
    };

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    private ContentCache.Values<String> values() {
        return new ContentCache(folder.resolve("cache"), warnings::add).values("texts", "texts/de", ".txt", TEXT);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aValueIsMadeOnceAndFoundAgain() throws IOException {
        assertEquals(Optional.empty(), values().find("a"));
        assertEquals("made", values().get("a", () -> "made"));
        assertEquals("made", values().get("a", () -> "made anew"));
        assertEquals(Optional.of("made"), values().find("a"));
        assertEquals(Optional.empty(), values().find("b"));
        assertEquals(List.of(folder.resolve("cache/texts/de/a.txt")), files());
        assertEquals(List.of(), warnings);
    }

    @Test
    void aDamagedValueIsToldAndMadeAnew() throws IOException {
        values().keep("a", "made");
        Path file = files().get(0);
        Files.writeString(file, "<ma");
        assertEquals("made anew", values().get("a", () -> "made anew"));
        assertEquals(List.of("The texts in " + file + " were damaged, and are computed anew."), warnings);
        assertEquals(Optional.of("made anew"), values().find("a"));
    }

    @Test
    void aValueThatCannotBeKeptLeavesWhatWasThere() throws IOException {
        values().keep("a", "made");
        MirException refusal = assertThrows(MirException.class, () -> values().keep("a", "too much"));
        assertEquals(
                "The texts cannot be kept in " + files().get(0)
                        + ": no space left on device. Make room, or keep them in another directory.",
                refusal.getMessage());
        assertEquals(Optional.of("made"), values().find("a"));
        assertEquals(1, files().size());
    }

    @Test
    void aValueThatIsDamagedAsSoonAsItIsKeptIsRefused() {
        MirException refusal = assertThrows(MirException.class, () -> values().keep("a", "line\nbreak"));
        assertTrue(refusal.getMessage().contains("are damaged"), refusal.getMessage());
    }

    @Test
    void aPlaceThatCannotBeADirectoryIsNamed() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file");
        String message = assertThrows(MirException.class, this::values).getMessage();
        assertTrue(
                message.startsWith(folder.resolve("cache/texts/de") + " cannot be made to keep texts in: "), message);
    }
}
