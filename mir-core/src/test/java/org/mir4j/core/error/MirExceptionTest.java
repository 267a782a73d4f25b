// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class MirExceptionTest {

    @Test
    void anErrorSaysWhatCanBeDoneAboutItAndStaysOfItsKind() {
        DatasetException error = new DatasetException("Some tracks are missing.");
        assertEquals(List.of(), error.remedies());
        assertSame(error, error.with(Remedy.SKIP_MISSING, Remedy.DATASET_LAYOUT));
        assertEquals(List.of(Remedy.SKIP_MISSING, Remedy.DATASET_LAYOUT), error.remedies());
        assertEquals("Some tracks are missing.", error.getMessage());
    }
}
