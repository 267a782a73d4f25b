// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.audio.spectral.StftSettings.Padding;
import org.mir4j.audio.spectral.StftSettings.Window;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.card.MaskingTask.Wiener;
import org.mir4j.models.masking.MaskNetworkSettings.OpenUnmixSettings;

class MaskingTaskTest {

    private static MaskingTask task(int rate, int hop, Wiener wiener, String... stems) {
        return new MaskingTask(
                rate,
                2,
                new StftSettings(64, 64, hop, Window.HANN_PERIODIC, Padding.REFLECT),
                new OpenUnmixSettings(4, 1, false, 0, null),
                Arrays.asList(stems),
                new Segment(64, 32),
                wiener);
    }

    private static void requireRefused(String reason, int rate, int hop, Wiener wiener, String... stems) {
        String message = assertThrows(IllegalArgumentException.class, () -> task(rate, hop, wiener, stems))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void theResidualIsTheLastOfAllStems() {
        Wiener wiener = new Wiener(1, 32, false, "rest");
        assertEquals(
                List.of("vocals", "rest"), task(16000, 16, wiener, "vocals").outputs());
        assertEquals(List.of("vocals"), task(16000, 16, null, "vocals").outputs());
    }

    @Test
    void whatCannotBeJoinedAgainIsRefused() {
        requireRefused("a hop of 33 under windows of 64", 16000, 33, null, "vocals");
        requireRefused("at 1 to 192000 Hz", 200_000, 16, null, "vocals");
        requireRefused("at 1 to 192000 Hz", 0, 16, null, "vocals");
        requireRefused("all different", 16000, 16, null, "vocals", "vocals");
        requireRefused("at least one", 16000, 16, null);
    }

    @Test
    void aMarginIsOfSilenceAndShorterThanASegment() {
        MaskingTask usual = task(16000, 16, null, "vocals");
        Segment margin = new Segment(64, 32, 31);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new MaskingTask(16000, 2, usual.stft(), usual.network(), usual.stems(), margin, null))
                .getMessage();
        assertTrue(message.contains("takes zeros as padding"), message);
        assertThrows(IllegalArgumentException.class, () -> new Segment(64, 32, 32));
        assertThrows(IllegalArgumentException.class, () -> new Segment(64, 32, -1));
        assertEquals(new Segment(64, 32, 0), new Segment(64, 32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "../x", "/x", "a/b", ".hidden", "a\\b", "a\nb"})
    void aStemThatCannotNameAFileIsRefused(String stem) {
        requireRefused("the name of a stem", 16000, 16, null, "vocals", stem);
        assertThrows(IllegalArgumentException.class, () -> new Wiener(0, 1, false, stem));
    }

    @Test
    void aFilterThatIteratesHasSeveralStemsToDivideTheSongBetween() {
        requireRefused("at least two stems", 16000, 16, new Wiener(1, 32, false, null), "vocals");
        assertEquals(
                1,
                task(16000, 16, new Wiener(0, 32, false, null), "vocals")
                        .outputs()
                        .size());
        requireRefused("one named 'vocals' already", 16000, 16, new Wiener(0, 32, false, "vocals"), "vocals");
    }
}
