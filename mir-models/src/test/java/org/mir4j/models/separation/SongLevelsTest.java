// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.TinyWaveformSeparator;
import org.mir4j.models.card.WaveformTask;

/** Levels of a song for the models that separate it. */
class SongLevelsTest {

    private static final WaveformTask STEREO = TinyWaveformSeparator.task(TinyWaveformSeparator.ht(), 640, 0.25);
    private static final WaveformTask MONO = with(1, true);
    private static final WaveformTask AS_IT_IS = with(2, false);

    private static WaveformTask with(int channels, boolean normalised) {
        return new WaveformTask(
                STEREO.sampleRate(), channels, STEREO.network(), STEREO.stems(), STEREO.chunks(), normalised);
    }

    /** Two blocks, of which each comes once. */
    private static Supplier<Optional<Waveform>> song() {
        Iterator<Waveform> blocks = List.of(
                        new Waveform(new float[][] {{1, 0, 3}, {-1, 2, 1}}, STEREO.sampleRate()),
                        new Waveform(new float[][] {{5}, {-1}}, STEREO.sampleRate()))
                .iterator();
        return () -> blocks.hasNext() ? Optional.of(blocks.next()) : Optional.empty();
    }

    @Test
    void severalModelsShareOnePass() {
        List<List<SongLevel>> levels = SongLevels.of(List.of(STEREO, AS_IT_IS, MONO), song());
        assertEquals(1, levels.get(0).size());
        assertEquals(1.25, levels.get(0).get(0).mean(), 1e-6); // of 0, 1, 2, 2
        assertEquals(Math.sqrt(2.75 / 3), levels.get(0).get(0).deviation(), 1e-6);
        assertEquals(List.of(), levels.get(1));
        assertEquals(
                List.of(2.25, 0.25), levels.get(2).stream().map(SongLevel::mean).toList(), "each channel by itself");
    }

    @Test
    void aThreadThatIsInterruptedReadsNoFurther() {
        int[] asked = {0};
        Waveform block = new Waveform(new float[2][100], STEREO.sampleRate());
        SongLevels.of(STEREO, () -> {
            if (++asked[0] == 3) {
                Thread.currentThread().interrupt();
            }
            return asked[0] < 100 ? Optional.of(block) : Optional.empty();
        });
        assertEquals(3, asked[0]);
        assertTrue(Thread.interrupted(), "it stays interrupted");
    }

    @Test
    void aSongIsNotAskedForWhereNoModelWantsItsLevel() {
        assertEquals(List.of(List.of()), SongLevels.of(List.of(AS_IT_IS), () -> {
            throw new IllegalStateException("the song was read");
        }));
    }
}
