// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.ModelException;

/** Selections of a song of two channels and two samples; its stems are no parts of it, so that residuals differ. */
class StemSelectionTest {

    private static final List<String> FOUR = List.of("drums", "bass", "other", "vocals");

    private static Waveform wave(float... values) {
        return new Waveform(new float[][] {{values[0], values[1]}, {values[2], values[3]}}, 8000);
    }

    private static StemAudio song(String... stems) {
        Map<String, Waveform> waves = new LinkedHashMap<>();
        for (String stem : stems) {
            float size = 1 << waves.size();
            waves.put(stem, wave(size, 2 * size, -size, 0));
        }
        return new StemAudio(wave(100, 200, 300, 400), waves);
    }

    private static void requireStem(StemAudio selected, String stem, float... expected) {
        float[][] rows = selected.stems().get(stem).channels();
        assertArrayEquals(expected, new float[] {rows[0][0], rows[0][1], rows[1][0], rows[1][1]}, stem);
    }

    private static StemAudio select(StemSelection selection, StemAudio song) {
        StemAudio selected = selection.of(song);
        assertEquals(selection.names(), List.copyOf(selected.stems().keySet()));
        assertEquals(song.mixture(), selected.mixture());
        return selected;
    }

    @Test
    void allStemsAreThoseOfTheModel() {
        StemAudio song = song("drums", "bass", "other", "vocals");
        assertEquals(song.stems(), select(StemSelection.all(FOUR, false), song).stems());
    }

    @Test
    void theLastStemIsWhatTheOthersLeaveOfTheMixture() {
        StemAudio selected = select(StemSelection.all(FOUR, true), song("drums", "bass", "other", "vocals"));
        requireStem(selected, "other", 4, 8, -4, 0);
        requireStem(selected, "vocals", 93, 186, 307, 400);
    }

    @Test
    void theRestIsTheSumOfAllOtherStems() {
        StemAudio selected = select(StemSelection.two(FOUR, "bass", false), song("drums", "bass", "other", "vocals"));
        requireStem(selected, "bass", 2, 4, -2, 0);
        requireStem(selected, "no_bass", 13, 26, -13, 0);
    }

    @Test
    void theRestIsWhatTheStemLeavesOfTheMixture() {
        StemAudio selected = select(StemSelection.two(FOUR, "vocals", true), song("drums", "bass", "other", "vocals"));
        requireStem(selected, "vocals", 8, 16, -8, 0);
        requireStem(selected, "accompaniment", 92, 184, 308, 400);
    }

    @Test
    void aModelOfOneStemHasItsRestInTheMixture() {
        List<String> one = List.of("vocals");
        assertEquals(one, StemSelection.all(one, false).names());
        requireStem(select(StemSelection.all(one, true), song("vocals")), "accompaniment", 99, 198, 301, 400);
        requireStem(
                select(StemSelection.two(one, "vocals", false), song("vocals")), "accompaniment", 99, 198, 301, 400);
    }

    @Test
    void theRestHasANameOfItsOwn() {
        assertEquals(
                List.of("vocals", "accompaniment"),
                StemSelection.two(List.of("vocals", "accompaniment"), "vocals", false)
                        .names());
        assertEquals(
                List.of("vocals", "no_vocals"),
                StemSelection.two(List.of("vocals", "accompaniment", "noise"), "vocals", false)
                        .names());
        assertEquals(
                List.of("accompaniment", "no_accompaniment"),
                StemSelection.two(List.of("vocals", "accompaniment"), "accompaniment", false)
                        .names());
    }

    @Test
    void aStemThatTheModelDoesNotGiveIsRefused() {
        ModelException refused = assertThrows(ModelException.class, () -> StemSelection.two(FOUR, "piano", false));
        assertEquals("The model gives no stem \"piano\"; it gives drums, bass, other, vocals.", refused.getMessage());
        StemSelection selection = StemSelection.all(FOUR, false);
        assertThrows(IllegalArgumentException.class, () -> selection.of(song("vocals")));
    }
}
