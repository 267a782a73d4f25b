package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A dense layer from an embedding to one logit a class, after at most one hidden layer.
 *
 * <ul>
 *   <li>input: {@code (B, E)}
 *   <li>output: {@code (B, K)}, logits
 * </ul>
 *
 * <p>Parameters: {@code hidden} and {@code norm} where there are such, {@code output}.
 */
public final class Classifier extends AbstractBlock {

    private static final byte VERSION = 1;

    private final ClassifierSettings settings;
    private final Linear hidden;
    private final BatchNorm norm;
    private final Linear output;

    /**
     * @param settings the hidden layer
     * @param classes K
     */
    public Classifier(ClassifierSettings settings, int classes) {
        super(VERSION);
        this.settings = settings;
        hidden = settings.hidden() == 0
                ? null
                : addChildBlock(
                        "hidden", Linear.builder().setUnits(settings.hidden()).build());
        norm = settings.norm() ? addChildBlock("norm", BatchNorm.builder().build()) : null;
        output = addChildBlock("output", Linear.builder().setUnits(classes).build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDList x = inputs;
        if (hidden != null) {
            x = hidden.forward(parameters, x, training);
            x = norm == null ? x : norm.forward(parameters, x, training);
            NDArray activated = settings.activation().apply(x.singletonOrThrow());
            x = new NDList(activated);
        }
        return output.forward(parameters, x, training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return output.getOutputShapes(hidden == null ? inputs : hidden.getOutputShapes(inputs));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape[] shapes = inputs;
        if (hidden != null) {
            hidden.initialize(manager, type, shapes);
            shapes = hidden.getOutputShapes(shapes);
        }
        if (norm != null) {
            norm.initialize(manager, type, shapes);
        }
        output.initialize(manager, type, shapes);
    }
}
