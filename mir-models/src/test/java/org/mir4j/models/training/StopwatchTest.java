// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StopwatchTest {

    @Test
    void anEpochOfWhichNoStepWasLeftHasNoSpeed() {
        Stopwatch watch = new Stopwatch();
        watch.startEpoch();
        assertEquals(Double.NaN, watch.examplesPerSecondOfEpoch());
        watch.stepped(8);
        assertTrue(watch.examplesPerSecondOfEpoch() > 0);
        watch.startEpoch();
        assertEquals(Double.NaN, watch.examplesPerSecondOfEpoch());
    }
}
