// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaggingDatasetsTest {

    @Test
    void theyAreInTheOrderOfTheirNames() {
        List<String> names = Datasets.tagging().stream()
                .map(dataset -> dataset.card().name())
                .toList();
        assertEquals(names.stream().sorted().distinct().toList(), names);
    }
}
