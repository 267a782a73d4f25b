// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where settings differ, in words. */
class DifferencesTest {

    /** Some settings. */
    public record Inner(int hop, List<Integer> sizes) {}

    /** Settings with others in them, which may be left out. */
    public record Outer(double rate, @Omittable Inner inner) {}

    @Test
    void everyKeyThatDiffersIsNamedWithItsPath() {
        Outer one = new Outer(0.5, new Inner(64, List.of(1, 2)));
        assertEquals(List.of(), SettingsTree.differences(one, new Outer(0.5, new Inner(64, List.of(1, 2)))));
        assertEquals(
                List.of("inner.hop 64 instead of 32", "inner.sizes [1,2] instead of [1]", "rate 0.5 instead of 0.25"),
                SettingsTree.differences(one, new Outer(0.25, new Inner(32, List.of(1)))));
    }

    @Test
    void whatIsNotThereIsNone() {
        assertEquals(
                List.of("inner none instead of {\"hop\":1,\"sizes\":[]}"),
                SettingsTree.differences(new Outer(1, null), new Outer(1, new Inner(1, List.of()))));
    }
}
