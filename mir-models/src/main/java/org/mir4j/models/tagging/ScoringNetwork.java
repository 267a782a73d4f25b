// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.LoadedModel;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.network.PaddingMask;
import org.mir4j.models.network.TaggingNetwork;
import org.mir4j.models.store.InstalledModel;

/**
 * A whole model for inference: front-end, network and scores.
 *
 * <ul>
 *   <li>input: {@code (B, N)} samples at the rate and of the length that the model's card says; any number of windows;
 *       optionally {@code (B)}, how many samples of each are of the recording, the rest being padding that is masked
 *   <li>output: {@code (B, K)} scores in [0, 1]
 * </ul>
 *
 * <p>It infers on the device it was loaded to, and cannot be trained: its batch norms are folded.
 */
public final class ScoringNetwork extends AbstractBlock {

    private static final byte VERSION = 1;

    /** Windows are scored together up to about this much audio: more does not help a CPU. */
    private static final double BATCH_SECONDS = 30;

    private static final int GPU_BATCH = 16;

    /** A batch is one array of Java's before it goes to the device: 256 MB of it, unless one window has more. */
    private static final int MOST_SAMPLES = 1 << 26;

    private final ModelCard card;
    private final FrontEnd frontEnd;
    private final Block network;
    private final int batchSize;

    private ScoringNetwork(ModelCard card, NDManager manager, OptionalInt batch) {
        super(VERSION);
        this.card = card;
        frontEnd = new FrontEnd(card.tagging().frontEnd(), manager);
        network = addChildBlock("network", card.tagging().build());
        int most = mostTogether(card);
        int usual = batchSize(card, manager.getDevice().isGpu());
        batchSize = Math.min(most, batch.orElse(usual));
    }

    static int batchSize(ModelCard card, boolean gpu) {
        int fitting = (int) Math.max(1, BATCH_SECONDS / card.tagging().windowSeconds());
        return Math.min(mostTogether(card), gpu ? Math.max(GPU_BATCH, fitting) : fitting);
    }

    private static int mostTogether(ModelCard card) {
        return Math.max(1, MOST_SAMPLES / card.tagging().windowSamples());
    }

    /**
     * Loads a model.
     *
     * @param model from a store
     * @param manager where its arrays live; to be closed by the caller, even if this fails
     * @return the block, ready to infer
     * @throws ModelException if the weights are damaged or do not fit the card, or PyTorch fails
     */
    public static ScoringNetwork load(InstalledModel model, NDManager manager) {
        return load(model, manager, OptionalInt.empty());
    }

    /** The same, with so many windows scored together, or as many as suit the device. */
    static ScoringNetwork load(InstalledModel model, NDManager manager, OptionalInt batch) {
        ModelCard card = model.card();
        return LoadedModel.guarded(card.name(), "loaded", () -> {
            ScoringNetwork block = new ScoringNetwork(card, manager, batch);
            model.fill(block.network, manager);
            Parameters.fold(block);
            block.initialize(
                    manager, DataType.FLOAT32, new Shape(1, card.tagging().windowSamples()));
            return block;
        });
    }

    /**
     * What the model is.
     *
     * @return its card
     */
    public ModelCard card() {
        return card;
    }

    /** How many windows are scored together. */
    int batchSize() {
        return batchSize;
    }

    /**
     * Gives numbers that came out of this block back as scores.
     *
     * @param flat {@code (B, K)}, row by row
     * @return B scores of all tags
     * @throws ModelException if one of them is no number in [0, 1]
     */
    public List<TagScores> tagScores(float[] flat) {
        int classes = card.tagging().labels().size();
        List<TagScores> scores = new ArrayList<>();
        for (int from = 0; from < flat.length; from += classes) {
            float[] values = Arrays.copyOfRange(flat, from, from + classes);
            requireScores(values);
            scores.add(new TagScores(card.tagging().labels(), values));
        }
        return scores;
    }

    private void requireScores(float[] values) {
        for (int k = 0; k < values.length; k++) {
            if (!(values[k] >= 0 && values[k] <= 1)) {
                throw new ModelException("The model " + card.name() + " gives " + values[k] + " for '"
                        + card.tagging().labels().get(k)
                        + "', which is no score from 0 to 1: its weights are damaged, or the"
                        + " samples are out of any range; verify the model.");
            }
        }
    }

    /**
     * Windows as this block takes them. What stands in for a recording that is too short is masked if the model's card
     * says so; of windows that are full, nothing is.
     *
     * @param windows of the model's length
     * @param manager where the arrays are attached
     * @return the inputs
     */
    public NDList inputs(List<AudioWindow> windows, NDManager manager) {
        int length = card.tagging().windowSamples();
        float[] samples = new float[windows.size() * length];
        long[] recorded = new long[windows.size()];
        boolean masked = false;
        for (int i = 0; i < windows.size(); i++) {
            AudioWindow window = windows.get(i);
            System.arraycopy(window.samples(), 0, samples, i * length, length);
            recorded[i] = window.recorded();
            masked |= card.tagging().masks(window);
        }
        NDList inputs = new NDList(manager.create(samples, new Shape(windows.size(), length)));
        if (masked) {
            inputs.add(manager.create(recorded));
        }
        return inputs;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        if (training) {
            throw new IllegalStateException("the model " + card.name() + " is loaded for inference, not for training");
        }
        NDArray samples = inputs.get(0);
        requireWindows(samples.getShape());
        return new NDList(batches(
                inputs,
                spectrograms ->
                        score(network.forward(parameters, spectrograms, false).singletonOrThrow())));
    }

    /** What comes of a batch of spectrograms, with their mask if there is one. */
    private interface Outcome {
        NDArray of(NDList spectrograms);
    }

    private NDArray score(NDArray logits) {
        return card.tagging().network().scoresOf(logits);
    }

    /**
     * Scores windows.
     *
     * @param windows of the model's length
     * @param manager of the network's arrays, or one below
     * @return the scores of all tags, window by window
     * @throws ModelException if one is not a number in [0, 1]
     */
    List<TagScores> score(List<AudioWindow> windows, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray scores = forward(new ParameterStore(scope, false), inputs(windows, scope), false)
                    .singletonOrThrow();
            return tagScores(scores.toFloatArray());
        }
    }

    /**
     * What the network's classifier receives of windows.
     *
     * @param windows of the model's length
     * @param manager of the network's arrays, or one below
     * @return a vector per window, {@code (E)}
     * @throws ModelException if a number is not finite, or the network is a TorchScript module
     * @throws IllegalStateException if the network pools scores
     */
    List<float[]> embeddings(List<AudioWindow> windows, NDManager manager) {
        card.requireTensors();
        TaggingNetwork layers = (TaggingNetwork) network;
        try (NDManager scope = manager.newSubManager()) {
            ForwardContext pass = new ForwardContext(new ParameterStore(scope, false), false);
            NDArray vectors = batches(
                    inputs(windows, scope),
                    spectrograms -> layers.embeddings(
                            pass, spectrograms.get(0), spectrograms.size() > 1 ? spectrograms.get(1) : null));
            float[] flat = vectors.toFloatArray();
            int size = flat.length / windows.size();
            List<float[]> rows = new ArrayList<>();
            for (int from = 0; from < flat.length; from += size) {
                rows.add(finite(Arrays.copyOfRange(flat, from, from + size)));
            }
            return rows;
        }
    }

    private float[] finite(float[] vector) {
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw new ModelException("The model " + card.name() + " gives an embedding with " + value
                        + " in it, which is not finite: its weights are damaged, or the samples are out of any range;"
                        + " verify the model.");
            }
        }
        return vector;
    }

    /** Goes through windows batch by batch. */
    private NDArray batches(NDList inputs, Outcome outcome) {
        NDArray samples = inputs.get(0);
        long[] recorded = inputs.size() > 1 ? inputs.get(1).toLongArray() : null;
        try (NDManager scope = samples.getManager().newSubManager()) {
            NDList outcomes = new NDList();
            for (long from = 0; from < samples.getShape().get(0); from += batchSize) {
                long to = Math.min(from + batchSize, samples.getShape().get(0));
                long[] valid = recorded == null ? null : Arrays.copyOfRange(recorded, (int) from, (int) to);
                NDArray windows = samples.get(new NDIndex("{}:{}", from, to));
                NDArray batch = Autograd.unrecorded(() -> outcome(outcome, windows, valid));
                batch.attach(scope);
                outcomes.add(batch);
            }
            NDArray all = NDArrays.concat(outcomes, 0);
            all.attach(samples.getManager());
            return all;
        }
    }

    /** What comes of a batch of windows, which is closed, with nothing left of what is in between. */
    private NDArray outcome(Outcome outcome, NDArray batch, long[] recorded) {
        NDManager manager = batch.getManager();
        try (NDManager scope = manager.newSubManager()) {
            batch.attach(scope);
            NDArray spectrogram = frontEnd.apply(batch);
            NDList inputs = new NDList(spectrogram);
            if (recorded != null) {
                inputs.add(mask(recorded, spectrogram));
            }
            NDArray result = outcome.of(inputs);
            result.attach(manager);
            return result;
        }
    }

    /** {@code (B, T)}: the frames of each recording's own samples. */
    private NDArray mask(long[] recorded, NDArray spectrogram) {
        int[] frames = new int[recorded.length];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = card.tagging().frontEnd().frames(recorded[i]);
        }
        return PaddingMask.of(
                spectrogram.getManager(), frames, (int) spectrogram.getShape().get(3));
    }

    private void requireWindows(Shape shape) {
        if (shape.dimension() != 2
                || shape.get(0) < 1
                || shape.get(1) != card.tagging().windowSamples()) {
            throw new IllegalArgumentException("the model " + card.name() + " expects windows of samples (B, "
                    + card.tagging().windowSamples() + "), got " + shape);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        requireWindows(inputs[0]);
        return new Shape[] {new Shape(inputs[0].get(0), card.tagging().labels().size())};
    }

    /** Whether it has been loaded: what has been folded has no parameters any more that could tell. */
    @Override
    public boolean isInitialized() {
        return inputShapes != null;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        requireWindows(inputs[0]); // the network has been filled by then
    }
}
