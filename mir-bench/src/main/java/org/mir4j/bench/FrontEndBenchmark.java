// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.models.card.TaggingTask;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.ModelStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** From the samples of one window to the log-mel spectrogram that a model's card asks for. */
public class FrontEndBenchmark extends StageBenchmark {

    @Param("msd-fcn")
    private String tagger;

    private NDManager manager;
    private FrontEnd frontEnd;
    private float[] window;

    /** Makes a window of the model's length and rate; needs the model's card alone. */
    @Setup
    public void prepare() {
        TaggingTask task = ModelStore.fromEnvironment().card(tagger).tagging();
        manager = PyTorch.engine().newBaseManager(Device.cpu());
        frontEnd = new FrontEnd(task.frontEnd(), manager);
        int rate = task.frontEnd().sampleRate();
        window = new GeneratedSong(rate, 1, 0)
                .next((double) task.windowSamples() / rate)
                .channels()[0];
    }

    /**
     * Copies the window to native memory and transforms it.
     *
     * @return the spectrogram's last number, without which nothing would have to be finished
     */
    @Benchmark
    public float frontEnd() {
        try (NDManager scope = manager.newSubManager()) {
            NDArray spectrogram = frontEnd.apply(scope.create(window, new Shape(1, window.length)));
            return spectrogram.flatten().getFloat(spectrogram.size() - 1);
        }
    }

    /** Releases native memory. */
    @TearDown
    public void close() {
        manager.close();
    }
}
