// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaggingDatasetsTest {

    @Test
    void theyAreInTheOrderOfTheirNames() {
        List<String> names = TaggingDatasets.all().stream()
                .map(dataset -> dataset.card().name())
                .toList();
        assertEquals(names.stream().sorted().distinct().toList(), names);
    }
}
