// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.error.DatasetException;

class ScoresFileTest {

    private static final Map<String, Map<String, Double>> EXPECTED =
            Map.of("a.mp3", Map.of("rock", 0.25, "pop", 1e-9), "b, c.mp3", Map.of("rock", 0.5, "pop", -3.0));

    @TempDir
    Path folder;

    @Test
    void csvHasATrackARow() throws IOException {
        assertEquals(EXPECTED, read("scores.csv", "track,rock,pop\na.mp3,0.25,1e-9\n\n\"b, c.mp3\",0.5,-3\n"));
    }

    @Test
    void jsonLinesAreThoseOfResults() throws IOException {
        assertEquals(
                EXPECTED,
                read(
                        "scores.jsonl",
                        """
                        {"track":"a.mp3","duration":3,"scores":{"rock":0.25,"pop":1e-9}}
                        {"track":"broken.mp3","error":"It is no audio."}
                        {"track":"b, c.mp3","scores":{"rock":0.5,"pop":-3}}
                        """));
    }

    @Test
    void jsonLinesAreThoseOfTagging() throws IOException {
        assertEquals(
                Map.of("a.mp3", Map.of("rock", 0.25, "pop", 1e-9)),
                read(
                        "tags.jsonl",
                        "{\"file\":\"a.mp3\",\"model\":\"m\",\"tags\":[{\"tag\":\"rock\",\"score\":0.25},"
                                + "{\"tag\":\"pop\",\"score\":1e-9}]}\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "s.csv | track,rock;a,0.5;b,NaN | line 3: the score of 'rock' is NaN, not a finite number",
                "s.csv | track,rock;a,x | line 2: the score of 'rock' is 'x', not a number",
                "s.csv | track,rock,pop;a,0.5 | line 2: expected 3 fields as in the header, got 2",
                "s.csv | track;a | line 1: expected a header",
                "s.jsonl | {\"track\":\"a\",\"scores\":{\"rock\":NaN}} | line 1: the score of 'rock' is NaN",
                "s.jsonl | {\"track\":\"a\",\"scores\":{\"rock\":null}} | line 1: the score of 'rock' is 'null'",
                "s.jsonl | {\"track\":\"a\"} | line 1: the line has neither",
                "s.jsonl | rock,pop | line 1: expected a JSON object"
            })
    void badRowsAreNamedByTheirLine(String name, String text, String expected) {
        String message = assertThrows(DatasetException.class, () -> read(name, text.replace(';', '\n')))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    private Map<String, Map<String, Double>> read(String name, String text) throws IOException {
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        ScoresFile.read(Files.writeString(folder.resolve(name), text), scores::put);
        return scores;
    }
}
