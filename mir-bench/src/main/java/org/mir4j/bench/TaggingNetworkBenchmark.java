// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.bench;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.modality.Classifications;
import ai.djl.modality.audio.Audio;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import org.mir4j.models.card.TaggingTask;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.ModelStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From the samples of a batch of windows to the scores of all tags: front-end and network, in batches as large as the
 * tagger's on a CPU. What the network takes alone is this less {@link FrontEndBenchmark} for each window.
 */
public class TaggingNetworkBenchmark extends StageBenchmark {

    /** The tagger scores windows of about this much audio together. */
    private static final double BATCH_SECONDS = 30;

    @Param("msd-fcn")
    private String tagger;

    private ZooModel<Audio, Classifications> loaded;
    private Block block;
    private NDManager manager;
    private float[] windows;
    private Shape shape;

    /**
     * Loads the model, which is fetched if it is not in the store.
     *
     * @throws IOException if its files cannot be read
     * @throws ModelNotFoundException if there is no such model
     * @throws MalformedModelException if its weights are damaged
     */
    @Setup
    public void prepare() throws IOException, ModelNotFoundException, MalformedModelException {
        TaggingTask task = ModelStore.fromEnvironment().card(tagger).tagging();
        PyTorch.engine();
        loaded = Criteria.builder()
                .setTypes(Audio.class, Classifications.class)
                .optGroupId("org.mir4j")
                .optArtifactId(tagger)
                .optDevice(Device.cpu())
                .build()
                .loadModel();
        block = loaded.getBlock();
        manager = loaded.getNDManager().newSubManager();
        int batch = (int) Math.max(1, BATCH_SECONDS / task.windowSeconds());
        int rate = task.frontEnd().sampleRate();
        shape = new Shape(batch, task.windowSamples());
        windows =
                new GeneratedSong(rate, 1, 0).next((double) shape.size() / rate).channels()[0];
    }

    /**
     * Scores the batch.
     *
     * @return the scores
     */
    @Benchmark
    public float[] scores() {
        try (NDManager scope = manager.newSubManager()) {
            NDArray scores = block.forward(
                            new ParameterStore(scope, false), new NDList(scope.create(windows, shape)), false)
                    .singletonOrThrow();
            return scores.toFloatArray();
        }
    }

    /** Releases the model. */
    @TearDown
    public void close() {
        manager.close();
        loaded.close();
    }
}
