package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.mir4j.models.encoder.Encoder;
import org.mir4j.models.pooling.TimePooling;

/**
 * From spectrograms to one logit a tag: encoder, pooling over time, classifier.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, K)}, logits, whose sigmoid is the score
 * </ul>
 *
 * <p>Parameters: those of {@code encoder} and {@code classifier}.
 */
public final class TaggingNetwork extends AbstractBlock {

    private static final byte VERSION = 1;

    private final Encoder encoder;
    private final TimePooling pooling;
    private final Classifier classifier;

    /**
     * @param settings the parts
     * @param melBands F
     * @param classes K
     */
    public TaggingNetwork(NetworkSettings settings, int melBands, int classes) {
        super(VERSION);
        encoder = addChildBlock("encoder", settings.encoder().build(melBands));
        pooling = settings.pooling();
        classifier = addChildBlock("classifier", new Classifier(settings.classifier(), classes));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        try (NDArray sequence = encoder.forward(parameters, inputs, training).singletonOrThrow()) {
            return classifier.forward(parameters, new NDList(pooling.apply(sequence)), training);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return classifier.getOutputShapes(pooledShape(inputs));
    }

    private Shape[] pooledShape(Shape[] inputs) {
        Shape sequence = encoder.getOutputShapes(inputs)[0];
        return new Shape[] {new Shape(sequence.get(0), pooling.size(sequence.get(2)))};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape[] pooled = pooledShape(inputs); // refuses spectrograms that do not fit, before anything is made
        encoder.initialize(manager, type, inputs);
        classifier.initialize(manager, type, pooled);
    }
}
