// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequencyAxisTest {

    private static List<String> labels(FrequencyAxis axis, double nearest) {
        return axis.ticks(nearest).stream().map(FrequencyAxis.Tick::label).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "22050, '0 Hz, 1 kHz, 2 kHz, 3 kHz, 4 kHz, 5 kHz, 6 kHz, 7 kHz, 8 kHz, 9 kHz, 10 kHz, 11 kHz'",
        "48000, '0 Hz, 2 kHz, 4 kHz, 6 kHz, 8 kHz, 10 kHz, 12 kHz, 14 kHz, 16 kHz, 18 kHz, 20 kHz, 22 kHz, 24 kHz'",
        "8000, '0 Hz, 500 Hz, 1 kHz, 1.5 kHz, 2 kHz, 2.5 kHz, 3 kHz, 3.5 kHz, 4 kHz'",
        "2, '0 Hz, 1 Hz'",
    })
    void binsAreNamedByRoundFrequencies(int rate, String expected) {
        assertEquals(List.of(expected.split(", ")), labels(FrequencyAxis.ofBins(rate, 2048), 0.03));
    }

    @Test
    void aBinIsInTheMiddleOfItsLine() {
        FrequencyAxis axis = FrequencyAxis.ofBins(16, 8);
        assertEquals(0.1, axis.part(0), 1e-12);
        assertEquals(0.3, axis.part(2), 1e-12);
        assertEquals(0.4, axis.part(3), 1e-12);
        assertEquals(0.9, axis.part(8), 1e-12);
    }

    @Test
    void namesKeepTheirDistance() {
        FrequencyAxis axis = new FrequencyAxis(List.of(0.0, 100.0, 200.0, 300.0, 400.0), FrequencyAxis.ROUND);
        assertEquals(List.of("50 Hz", "200 Hz"), labels(axis, 0.3));
    }
}
