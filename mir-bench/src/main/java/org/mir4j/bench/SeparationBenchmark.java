// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.bench;

import ai.djl.Device;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.separation.StemAudio;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** From the samples of one segment, at the model's own rate, to those of its stems. */
public class SeparationBenchmark extends StageBenchmark {

    @Param("mir-vocals-2")
    private String separator;

    /** How much of a segment, so that a trial run can be short. */
    @Param("1")
    private double segments;

    private Separator loaded;
    private Waveform song;

    /** Loads the model, and makes a song that has as many frames as the network takes at once. */
    @Setup
    public void prepare() {
        InstalledModel installed = ModelStore.fromEnvironment().require(separator);
        loaded = Separator.load(installed, ModelOptions.on(Device.cpu()));
        MaskingTask task = (MaskingTask) installed.card().separation();
        int hops = (int) (segments * task.segment().frames()) - 1;
        double seconds = (double) hops * task.stft().hop() / task.sampleRate();
        song = new GeneratedSong(task.sampleRate(), task.channels(), 0).next(seconds);
    }

    /**
     * Separates the song.
     *
     * @return the stems
     */
    @Benchmark
    public StemAudio stems() {
        return loaded.separate(song);
    }

    /** Releases the model. */
    @TearDown
    public void close() {
        loaded.close();
    }
}
