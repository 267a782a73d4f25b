// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.DatasetException;

class ResultsFileTest {

    @TempDir
    Path folder;

    @Test
    void linesCanBeReadAsSoonAsTheyAreAppended() {
        Path file = folder.resolve("results.jsonl");
        try (ResultsFile results = ResultsFile.open(file)) {
            results.append(TrackResults.line("a"));
            assertEquals(List.of("a"), tracks(file));
            results.append(TrackResults.line("b ü \"quoted\"\nnext"));
            assertEquals(List.of("a", "b ü \"quoted\"\nnext"), tracks(file));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 200_000})
    void aTornLastLineIsCutOff(int torn) throws IOException {
        Path file = folder.resolve("results.jsonl");
        Files.writeString(file, "{\"track\":\"a\"}\n{\"track\":\"b\"}\n" + "{".repeat(torn));
        try (ResultsFile results = ResultsFile.open(file)) {
            results.append(TrackResults.line("c"));
        }
        assertEquals("{\"track\":\"a\"}\n{\"track\":\"b\"}\n{\"track\":\"c\"}\n", Files.readString(file));
    }

    @Test
    void aFileOfOneTornLineBecomesEmpty() throws IOException {
        Path file = folder.resolve("results.jsonl");
        Files.writeString(file, "{\"track\":");
        ResultsFile.open(file).close();
        assertEquals(0, Files.size(file));
    }

    @Test
    void badLinesAreNamedByNumber() throws IOException {
        Path file = folder.resolve("results.jsonl");
        Files.writeString(file, "{\"track\":\"a\"}\n[1]\n");
        assertTrue(assertThrows(DatasetException.class, () -> tracks(file))
                .getMessage()
                .contains("line 2"));
        Files.writeString(file, "{\"track\":\"a\"}\n\n{\"name\":\"b\"}\n");
        assertTrue(assertThrows(DatasetException.class, () -> tracks(file))
                .getMessage()
                .contains("line 3: the line has no \"track\""));
    }

    private static List<String> tracks(Path file) {
        List<String> tracks = new ArrayList<>();
        ResultsFile.read(file, line -> tracks.add(TrackResults.track(line)));
        return tracks;
    }
}
