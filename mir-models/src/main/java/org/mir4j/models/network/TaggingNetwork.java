// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.network.NetworkSettings.PoolingLevel;

/**
 * From spectrograms to one logit per tag: encoder, layers over time, pooling, classifier; or, where scores are pooled,
 * the classifier before the pooling.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}; optionally a mask {@code (B, T)}, 1 for a valid frame and 0 for padding, where the
 *       valid frames of a row come first
 *   <li>output: {@code (B, K)}, logits, of which the settings say how they become scores
 * </ul>
 *
 * <p>A mask is made as short as the encoder's sequences, and layers over time and pooling leave padding out: where no
 * layer of the encoder looks beyond a frame, the logits are those of the recording without its padding. Convolutions
 * include the padding as far as their kernels reach, squeeze-and-excitation averages over it, and batch norms count it
 * in their statistics.
 *
 * <p>Weights that are not loaded start as PyTorch's do, see {@link TorchInitialization}.
 *
 * <p>Parameters: those of {@code encoder}, {@code sequence0} and so on, {@code pooling} and {@code classifier}.
 */
public final class TaggingNetwork extends AbstractBlock {

    private static final byte VERSION = 1;

    private final NetworkSettings settings;
    private final Shape spectrogram;
    private final int classes;
    private final Encoder encoder;
    private final List<SequenceLayer> sequence = new ArrayList<>();
    private final PoolingHead pooling;
    private final DenseClassifier classifier;
    private final Set<AbstractBlock> still = new HashSet<>(); // they infer while others are trained

    /**
     * @param settings the parts
     * @param spectrogram the shape of an input, {@code (B, 1, F, T)}
     * @param classes K
     * @throws IllegalArgumentException if the shape of one part's output does not fit the next; both are named
     */
    public TaggingNetwork(NetworkSettings settings, Shape spectrogram, int classes) {
        super(VERSION);
        this.settings = settings;
        this.spectrogram = spectrogram;
        this.classes = classes;
        encoder = addChildBlock("encoder", settings.encoder().build((int) spectrogram.get(2)));
        Shape frames = encoder.getOutputShapes(new Shape[] {spectrogram})[0];
        for (SequenceSettings layer : settings.sequence()) {
            sequence.add(addChildBlock("sequence" + sequence.size(), layer.build(frames)));
            frames = sequence.get(sequence.size() - 1).getOutputShapes(new Shape[] {frames})[0];
        }
        long pooled = settings.level() == PoolingLevel.EMBEDDINGS ? frames.get(2) : classes;
        pooling = addChildBlock("pooling", settings.pooling().build((int) pooled, settings.readout()));
        requireScores();
        classifier = addChildBlock("classifier", new DenseClassifier(settings.classifier(), classes));
        TorchInitialization.apply(this);
    }

    private void requireScores() {
        Shape scores = new Shape(1, 1, classes);
        Shape pooled = pooling.getOutputShapes(new Shape[] {scores})[0];
        if (settings.level() == PoolingLevel.SCORES && pooled.get(1) != classes) {
            throw new IllegalArgumentException("a head over scores keeps one number per class, and this one makes "
                    + pooled + " of " + scores + "; pool embeddings, or use another head");
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        ForwardContext context = new ForwardContext(parameters, training);
        NDArray mask = inputs.size() > 1 ? inputs.get(1) : null;
        try (Frames frames = frames(context, inputs.get(0), mask)) {
            return new NDList(
                    settings.level() == PoolingLevel.EMBEDDINGS
                            ? through(context, classifier, pooled(context, frames.values(), frames.mask()))
                            : settings.scores().undo(pooled(context, scores(context, frames.values()), frames.mask())));
        }
    }

    /**
     * What is pooled.
     *
     * @param values {@code (B, T', E)}
     * @param mask {@code (B, T')}; null if all frames are valid
     */
    private record Frames(NDArray values, NDArray mask) implements AutoCloseable {

        @Override
        public void close() {
            values.close();
            if (mask != null) {
                mask.close();
            }
        }
    }

    /**
     * Keeps parts as they are while others are trained: their batch norms use and keep the statistics they have, and
     * nothing of them is dropped out. Gradients flow through them to parts that learn.
     *
     * @param names of parts: {@code encoder}, {@code sequence0} and so on, {@code pooling}, {@code classifier}
     * @throws IllegalArgumentException if there is no such part
     */
    public void freeze(Collection<String> names) {
        names.forEach(name -> still.add(part(name, "freeze")));
    }

    /**
     * Has the batch norms of parts use and keep the statistics that they have, while all else of these parts is
     * trained, but without dropout.
     *
     * @param names of parts, as in {@link #freeze}
     * @throws IllegalArgumentException if there is no such part
     */
    public void fixNorms(Collection<String> names) {
        names.forEach(name -> still.add(part(name, "fix the norms of")));
    }

    private AbstractBlock part(String name, String purpose) {
        Map<String, AbstractBlock> parts = parts();
        if (!parts.containsKey(name)) {
            throw new IllegalArgumentException(
                    "the network has no part '" + name + "' to " + purpose + "; its parts are " + parts.keySet());
        }
        return parts.get(name);
    }

    /**
     * The parts of the network.
     *
     * @return the blocks by the names that their parameters begin with
     */
    public Map<String, AbstractBlock> parts() {
        Map<String, AbstractBlock> parts = new LinkedHashMap<>();
        parts.put("encoder", encoder);
        for (SequenceLayer layer : sequence) {
            parts.put("sequence" + (parts.size() - 1), layer);
        }
        parts.put("pooling", pooling);
        parts.put("classifier", classifier);
        return parts;
    }

    private NDArray through(ForwardContext context, AbstractBlock part, NDArray x) {
        return through(context, part, x, null);
    }

    private NDArray through(ForwardContext context, AbstractBlock part, NDArray x, NDArray mask) {
        ForwardContext own = still.contains(part) ? new ForwardContext(context.parameters(), false) : context;
        return own.through(part, x, mask);
    }

    private NDArray pooled(ForwardContext context, NDArray frames, NDArray mask) {
        return through(context, pooling, frames, mask);
    }

    /**
     * What is pooled, and how much each frame counts in it.
     *
     * @param context one forward pass
     * @param spectrogram {@code (B, 1, F, T)}
     * @param mask {@code (B, T)}; null if all frames are valid
     * @return the weights, {@code (B, T', W)}, where W is 1 if all features share them; 0 for padding
     */
    public NDArray weights(ForwardContext context, NDArray spectrogram, NDArray mask) {
        Frames frames = frames(context, spectrogram, mask);
        NDArray pooled =
                settings.level() == PoolingLevel.EMBEDDINGS ? frames.values() : scores(context, frames.values());
        return pooling.weights(context, pooled, frames.mask());
    }

    /**
     * Which of the frames that are pooled belong to the recording.
     *
     * @param mask {@code (B, T)}, of a spectrogram
     * @param spectrogram its shape, {@code (B, 1, F, T)}
     * @return {@code (B, T')}, attached where the mask is
     */
    public NDArray pooledMask(NDArray mask, Shape spectrogram) {
        NDArray valid = encoder.mask(mask, spectrogram);
        for (SequenceLayer layer : sequence) {
            valid = layer.mask(valid);
        }
        return valid;
    }

    /**
     * What the pooling head's parameters add to the loss in training.
     *
     * @param context one forward pass, in training
     * @param step where the result belongs
     * @return a scalar; null if the head asks for nothing
     */
    public NDArray penalty(ForwardContext context, NDManager step) {
        return pooling.penalty(context, step);
    }

    /** Puts parameters that learn back into their limits after a step of an optimiser; unrecorded for gradients. */
    public void constrain() {
        pooling.constrain();
    }

    /**
     * What the classifier receives of a whole spectrogram, for networks that pool embeddings.
     *
     * @param context one forward pass
     * @param spectrogram {@code (B, 1, F, T)}
     * @param mask {@code (B, T)}; null if all frames are valid
     * @return {@code (B, E)}
     * @throws IllegalStateException if the network pools scores
     */
    public NDArray embeddings(ForwardContext context, NDArray spectrogram, NDArray mask) {
        if (settings.level() != PoolingLevel.EMBEDDINGS) {
            throw new IllegalStateException("the network classifies each frame and pools scores");
        }
        try (Frames frames = frames(context, spectrogram, mask)) {
            return pooled(context, frames.values(), frames.mask());
        }
    }

    /**
     * The scores of single frames, for networks that pool scores.
     *
     * @param context one forward pass
     * @param spectrogram {@code (B, 1, F, T)}
     * @param mask {@code (B, T)}; null if all frames are valid
     * @return {@code (B, T', K)}
     */
    public NDArray frameScores(ForwardContext context, NDArray spectrogram, NDArray mask) {
        return scores(context, frames(context, spectrogram, mask).values());
    }

    private Frames frames(ForwardContext context, NDArray spectrogram, NDArray mask) {
        NDArray x = through(context, encoder, spectrogram);
        NDArray valid = mask == null ? null : encoder.mask(mask, spectrogram.getShape());
        for (SequenceLayer layer : sequence) {
            NDArray input = x;
            NDArray masked = valid;
            x = through(context, layer, input, masked);
            input.close();
            valid = masked == null ? null : layer.mask(masked);
            if (valid != masked) {
                masked.close();
            }
        }
        return new Frames(x, valid);
    }

    private NDArray scores(ForwardContext context, NDArray frames) {
        return settings.scores().of(through(context, classifier, frames));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape[] frames = encoder.getOutputShapes(inputs);
        return new Shape[] {new Shape(frames[0].get(0), classes)};
    }

    /** Fills the parameters; their shapes are those for the spectrograms that the network was built for. */
    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape[] shapes = {spectrogram};
        encoder.initialize(manager, type, shapes);
        shapes = encoder.getOutputShapes(shapes);
        for (SequenceLayer layer : sequence) {
            layer.initialize(manager, type, shapes);
            shapes = layer.getOutputShapes(shapes);
        }
        if (settings.level() == PoolingLevel.EMBEDDINGS) {
            pooling.initialize(manager, type, shapes);
            classifier.initialize(manager, type, pooling.getOutputShapes(shapes));
        } else {
            classifier.initialize(manager, type, shapes);
            pooling.initialize(manager, type, classifier.getOutputShapes(shapes));
        }
    }
}
