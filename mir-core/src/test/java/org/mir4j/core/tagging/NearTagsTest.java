// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearTagsTest {

    private static final List<String> KNOWN = List.of("guitar", "no guitar", "Hip-Hop", "piano", "flute", "flutes");

    @Test
    void tagsThatHoldTheNameOrArePartOfItAreNear() {
        assertEquals(List.of("guitar", "no guitar"), NearTags.of("Guitar", KNOWN));
        assertEquals(List.of("guitar"), NearTags.of("electric guitar", KNOWN));
        assertEquals(List.of("Hip-Hop"), NearTags.of("hip hop", KNOWN));
    }

    @Test
    void tagsThatAreSpeltNearlySoAreNearWhereNoneHoldsTheName() {
        assertEquals(List.of("guitar"), NearTags.of("gitar", KNOWN));
        assertEquals(List.of("piano"), NearTags.of("paino", KNOWN));
        assertEquals(List.of("rap"), NearTags.of("rpa", List.of("rock", "rap")), "swapped letters are one mistake");
    }

    @Test
    void nothingIsNearToWhatIsQuiteDifferentOrNoName() {
        assertEquals(List.of(), NearTags.of("trombone", KNOWN));
        assertEquals(List.of(), NearTags.of("...", KNOWN));
        assertEquals(List.of(), NearTags.of("xy", KNOWN));
    }

    @Test
    void fewAreNamed() {
        assertEquals(
                5, NearTags.of("a", List.of("a1", "a2", "a3", "a4", "a5", "a6")).size());
    }
}
