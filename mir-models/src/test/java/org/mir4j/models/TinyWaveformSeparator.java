// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import java.nio.file.Path;
import java.util.List;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.card.WaveformTask.Chunks;
import org.mir4j.models.card.WaveformTask.Fade;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.waveform.HtDemucsSettings;
import org.mir4j.models.waveform.HtDemucsSettings.Transformer;
import org.mir4j.models.waveform.HybridDemucsSettings;
import org.mir4j.models.waveform.HybridUNetSettings;
import org.mir4j.models.waveform.HybridUNetSettings.Residual;
import org.mir4j.models.waveform.HybridUNetSettings.Residual.Where;
import org.mir4j.models.waveform.WaveformNetworkSettings;

/** Separators from waveform to waveforms, of few channels, that know nothing: their weights are {@link SineWeights}. */
public final class TinyWaveformSeparator {

    /** The rate it works at, in Hz. */
    public static final int SAMPLE_RATE = 16000;

    /** How many samples the transformers of {@link #ht} were trained with. */
    public static final int EXCERPT = 700;

    private TinyWaveformSeparator() {}

    /** HTDemucs with two layers. */
    public static WaveformNetworkSettings ht() {
        Residual residual = new Residual(Where.BOTH, 2, 2);
        HybridUNetSettings levels = new HybridUNetSettings(4, 2, 0, 0, 128, 0, 0, null, 0, null, 0, null, 0, residual);
        return new HtDemucsSettings(levels, 0, new Transformer(2, 2, 0, false, 0, null), EXCERPT);
    }

    /** Hybrid Demucs with three levels. */
    public static WaveformNetworkSettings hybrid() {
        Residual residual = new Residual(Where.ENCODER, 2, 1);
        HybridUNetSettings levels = new HybridUNetSettings(4, 3, 0, 0, 64, 0, 0, null, 0, 1, 2, null, 0, residual);
        return new HybridDemucsSettings(levels, 0, 1, 1, false, false, null, 0);
    }

    /** What a separator of two stems is. */
    public static WaveformTask task(WaveformNetworkSettings network, int samples, double overlap) {
        Chunks chunks = new Chunks(samples, overlap, Fade.TRIANGLE);
        return new WaveformTask(SAMPLE_RATE, 2, network, List.of("drums", "vocals"), chunks, true);
    }

    /** Writes one to a directory. */
    public static InstalledModel install(Path directory, WaveformTask task) {
        return TinySeparator.install(directory, "tiny-waveform-separator", task, SineWeights.of(task.build()));
    }
}
