// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.core.error.DatasetException;

class LabelMapTest {

    private static final List<String> LABELS = List.of("Guitar", "drums", "Kazoo");
    private static final List<String> TAGS = List.of("guitar", "drums", "beat", "voice");

    @TempDir
    Path folder;

    @Test
    void labelsThatTheModelKnowsStandForThemselves() {
        assertEquals(List.of("drums"), LabelMap.same(List.of("drums"), TAGS).labels());
    }

    @Test
    void labelsThatTheModelDoesNotKnowAreNamedWithWhatIsNear() {
        String message = assertThrows(DatasetException.class, () -> LabelMap.same(LABELS, TAGS))
                .getMessage();
        assertTrue(message.contains("2 of the dataset's 3 labels"), message);
        assertTrue(message.contains("'Guitar' (near: guitar), 'Kazoo'."), message);
    }

    @Test
    void aLabelTakesTheHighestScoreOfItsTags() throws IOException {
        LabelMap map = read("# ours,theirs\nGuitar,guitar\ndrums, drums\ndrums,beat\nKazoo,\n");
        assertEquals(List.of("Guitar", "drums"), map.labels());
        assertArrayEquals(
                new double[] {0.1, 0.7}, map.apply(Map.of("guitar", 0.1, "drums", 0.2, "beat", 0.7, "voice", 0.9)));
    }

    @Test
    void labelsWithoutALineStandForThemselvesIfTheyCan() throws IOException {
        assertEquals(List.of("drums"), read("Guitar,\nKazoo,\n").labels());
        assertTrue(assertThrows(DatasetException.class, () -> read("Guitar,guitar\n"))
                .getMessage()
                .contains("'Kazoo'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Guitar,guitar;Banjo,guitar | line 2: the dataset has no label 'Banjo'",
                "Guitar,gitar | line 1: the model has no tag 'gitar'",
                "Guitar,guitar;;drums | line 3: expected label,tag, got 1 field",
                "Guitar,;drums,;Kazoo, | leaves out every label"
            })
    void badLinesAreNamed(String text, String expected) {
        String message = assertThrows(DatasetException.class, () -> read(text.replace(';', '\n')))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    private LabelMap read(String text) throws IOException {
        return LabelMap.file(Files.writeString(folder.resolve("map.csv"), text)).of(LABELS, TAGS);
    }
}
