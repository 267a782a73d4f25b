package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.encoder.Encoder;
import org.mir4j.models.layer.Pass;
import org.mir4j.models.pooling.PoolingHead;
import org.mir4j.models.sequence.SequenceLayer;
import org.mir4j.models.sequence.SequenceSettings;

/**
 * From spectrograms to one logit a tag: encoder, layers over time, pooling, classifier; or, where scores are pooled, the
 * classifier before the pooling.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, K)}, logits, whose sigmoid is the score
 * </ul>
 *
 * <p>Parameters: those of {@code encoder}, {@code sequence0} and so on, {@code pooling} and {@code classifier}.
 */
public final class TaggingNetwork extends AbstractBlock {

    private static final byte VERSION = 1;

    /** Scores this near to 0 and 1 are as far as logits of pooled scores reach. */
    private static final float EDGE = 1e-6f;

    private final NetworkSettings settings;
    private final Shape spectrogram;
    private final int classes;
    private final Encoder encoder;
    private final List<SequenceLayer> sequence = new ArrayList<>();
    private final PoolingHead pooling;
    private final Classifier classifier;

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
        pooling = addChildBlock("pooling", settings.pooling().build((int) pooled, settings.summary()));
        requireScores();
        classifier = addChildBlock("classifier", new Classifier(settings.classifier(), classes));
    }

    private void requireScores() {
        Shape scores = new Shape(1, 1, classes);
        Shape pooled = pooling.getOutputShapes(new Shape[] {scores})[0];
        if (settings.level() == PoolingLevel.SCORES && pooled.get(1) != classes) {
            throw new IllegalArgumentException("a head over scores keeps one number a class, and this one makes "
                    + pooled + " of " + scores + "; pool embeddings, or use another head");
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        Pass pass = new Pass(parameters, training);
        try (NDArray frames = frames(pass, inputs.singletonOrThrow())) {
            return new NDList(
                    settings.level() == PoolingLevel.EMBEDDINGS
                            ? pass.through(classifier, pass.through(pooling, frames))
                            : logit(pass.through(pooling, scores(pass, frames))));
        }
    }

    /**
     * What is pooled, and how much each frame counts in it.
     *
     * @param pass one forward pass
     * @param spectrogram {@code (B, 1, F, T)}
     * @return the weights, {@code (B, T', W)}, where W is 1 if all features share them
     */
    public NDArray weights(Pass pass, NDArray spectrogram) {
        NDArray frames = frames(pass, spectrogram);
        NDArray pooled = settings.level() == PoolingLevel.EMBEDDINGS ? frames : scores(pass, frames);
        return pooling.weights(pass, pooled, null);
    }

    /**
     * What the pooling head's parameters add to the loss in training.
     *
     * @param pass one forward pass, in training
     * @param step where the result belongs
     * @return a scalar; null if the head asks for nothing
     */
    public NDArray penalty(Pass pass, NDManager step) {
        return pooling.penalty(pass, step);
    }

    /**
     * The scores of single frames, for networks that pool scores.
     *
     * @param pass one forward pass
     * @param spectrogram {@code (B, 1, F, T)}
     * @return {@code (B, T', K)}
     */
    public NDArray frameScores(Pass pass, NDArray spectrogram) {
        return scores(pass, frames(pass, spectrogram));
    }

    private NDArray frames(Pass pass, NDArray spectrogram) {
        NDArray x = pass.through(encoder, spectrogram);
        for (SequenceLayer layer : sequence) {
            try (NDArray input = x) {
                x = pass.through(layer, input);
            }
        }
        return x;
    }

    private NDArray scores(Pass pass, NDArray frames) {
        return Activation.sigmoid(pass.through(classifier, frames));
    }

    private static NDArray logit(NDArray scores) {
        NDArray inside = scores.clip(EDGE, 1 - EDGE);
        return inside.div(inside.neg().add(1)).log();
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
