// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.TinyWaveformSeparator;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.card.WaveformTask.Chunks;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.waveform.BagSettings;
import org.mir4j.models.waveform.WaveformNetworkSettings;

class ChunkOptionsTest {

    private static final OptionalDouble AS_IT_IS = OptionalDouble.empty();

    @TempDir
    Path folder;

    private InstalledModel model(WaveformNetworkSettings network) {
        WaveformTask task = TinyWaveformSeparator.task(network, TinyWaveformSeparator.EXCERPT, 0.25);
        return TinyWaveformSeparator.install(folder.resolve("model"), task);
    }

    private static OptionalDouble seconds(double samples) {
        return OptionalDouble.of(samples / TinyWaveformSeparator.SAMPLE_RATE);
    }

    private static Chunks chunks(InstalledModel model) {
        return ((WaveformTask) model.card().separation()).chunks();
    }

    @Test
    void whatIsSaidChangesAndAllElseStays() {
        InstalledModel model = model(TinyWaveformSeparator.hybrid());
        assertSame(model, new ChunkOptions(0, AS_IT_IS, AS_IT_IS).apply(model));
        InstalledModel other = new ChunkOptions(3, OptionalDouble.of(0.5), seconds(4000)).apply(model);
        assertEquals(new Chunks(4000, 0.5, WaveformTask.Fade.TRIANGLE, 3), chunks(other));
        assertEquals(model.weightsFile(), other.weightsFile());
        assertEquals(
                new Chunks(TinyWaveformSeparator.EXCERPT, 0.25, WaveformTask.Fade.TRIANGLE, 1),
                chunks(new ChunkOptions(1, AS_IT_IS, AS_IT_IS).apply(model)));
    }

    @Test
    void aTransformerTakesNoLongerSegmentsThanItWasTrainedWithInABagEither() {
        WaveformNetworkSettings ht = TinyWaveformSeparator.ht();
        WaveformNetworkSettings bag = new BagSettings(List.of(
                new BagSettings.Member(TinyWaveformSeparator.hybrid(), null), new BagSettings.Member(ht, null)));
        for (WaveformNetworkSettings network : List.of(ht, bag)) {
            InstalledModel model = model(network);
            ChunkOptions longer = new ChunkOptions(0, AS_IT_IS, seconds(TinyWaveformSeparator.EXCERPT + 1));
            String message = assertThrows(ModelException.class, () -> longer.apply(model))
                    .getMessage();
            assertTrue(message.contains("was trained with segments of 0.04375 s"), message);
            ChunkOptions same = new ChunkOptions(0, AS_IT_IS, seconds(TinyWaveformSeparator.EXCERPT));
            assertEquals(chunks(model), chunks(same.apply(model)));
        }
    }
}
