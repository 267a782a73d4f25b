package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.function.UnaryOperator;

/**
 * Measures what comes out of one {@link ConvNorm} while an input goes through the whole network: it stands in for the
 * parameter store, which every layer is given. The measured can be differentiated where the pass can.
 */
public final class Probe extends ParameterStore {

    private final ConvNorm watched;
    private final UnaryOperator<NDArray> measure;
    private NDArray measured;

    /**
     * @param manager of the pass
     * @param watched the layer, unfolded
     * @param measure from its output, {@code (B, C, T)} or {@code (B, C, F, T)}, to a new array
     */
    public Probe(NDManager manager, ConvNorm watched, UnaryOperator<NDArray> measure) {
        super(manager, false);
        this.watched = watched;
        this.measure = measure;
    }

    /** Shows the output of a layer to the probe, if there is one and it watches this layer. */
    static NDList shown(ParameterStore parameters, Block layer, NDList output) {
        if (parameters instanceof Probe probe && probe.watched == layer) {
            probe.measured = probe.measure.apply(output.singletonOrThrow());
        }
        return output;
    }

    /**
     * What was measured.
     *
     * @return the measure of the latest pass
     * @throws IllegalStateException if nothing has gone through the layer
     */
    public NDArray measured() {
        if (measured == null) {
            throw new IllegalStateException("nothing has gone through the layer yet");
        }
        return measured;
    }
}
