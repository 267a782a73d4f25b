// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mir4j.core.tagging.Embeddings.Window;

class EmbeddingsTest {

    @Test
    void aRecordingHasTheMeanOfTheVectorsOfItsWindows() {
        Embeddings embeddings = new Embeddings(
                6, 3, List.of(new Window(0, 3, new float[] {1, -2}), new Window(3, 6, new float[] {2, 4})));
        assertEquals(2, embeddings.size());
        assertArrayEquals(new float[] {1.5f, 1}, embeddings.mean());
    }

    @Test
    void windowsAreNeededAndHaveVectorsOfOneSize() {
        assertThrows(IllegalArgumentException.class, () -> new Embeddings(3, 3, List.of()));
        List<Window> uneven = List.of(new Window(0, 3, new float[2]), new Window(3, 6, new float[3]));
        assertThrows(IllegalArgumentException.class, () -> new Embeddings(6, 3, uneven));
        assertThrows(IllegalArgumentException.class, () -> new Window(3, 2, new float[2]));
    }

    @Test
    void embeddingsAreEqualByTheirNumbers() {
        assertEquals(
                new Embeddings(3, 3, List.of(new Window(0, 3, new float[] {1, 2}))),
                new Embeddings(3, 3, List.of(new Window(0, 3, new float[] {1, 2}))));
    }
}
