// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.masking.MaskNetworkSettings.OpenUnmixSettings;

/** What is told of a model's task. */
class TaskTextTest {

    @Test
    void aSeparatorSaysWhatItHearsAndWhatBecomesOfTheRest() {
        MaskingTask task = new MaskingTask(
                16_000,
                1,
                StftSettings.hann(512, 128),
                new OpenUnmixSettings(8, 1, false, 0, null),
                List.of("vocals"),
                new MaskingTask.Segment(250, 50),
                new MaskingTask.Wiener(0, 100, false, "rest"));
        TaskText text = TaskText.of(task);
        assertEquals(
                "up to 8000 Hz; above, the masks of its highest frequencies are used",
                text.settings().get("band"));
        assertEquals("1, one after the other", text.settings().get("channels"));
        assertEquals("open-unmix", text.settings().get("architecture"));
        assertEquals("2 s", text.window());
        assertEquals(List.of("vocals", "rest"), text.outputs());
    }
}
