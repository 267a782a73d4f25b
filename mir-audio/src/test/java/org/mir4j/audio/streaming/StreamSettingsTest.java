// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.mir4j.audio.streaming.StreamAnalyzer.Settings;

class StreamSettingsTest {

    @Test
    void refusesSizesThatDoNotFitTogether() {
        assertThrows(IllegalArgumentException.class, () -> new Settings(62, 16, 0.3, -60));
        assertThrows(IllegalArgumentException.class, () -> new Settings(2047, 512, 0.3, -60));
        assertThrows(IllegalArgumentException.class, () -> new Settings(2048, 0, 0.3, -60));
        assertThrows(IllegalArgumentException.class, () -> new Settings(2048, 2049, 0.3, -60));
        assertThrows(IllegalArgumentException.class, () -> new Settings(2048, 512, -0.1, -60));
        assertThrows(IllegalArgumentException.class, () -> new Settings(2048, 512, 0.3, 0));
        assertThrows(IllegalArgumentException.class, () -> new Settings(2048, 512, 0.3, Double.NaN));
    }
}
