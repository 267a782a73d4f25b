// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.mir4j.models.engine.TorchModule;

/**
 * A layer that is a module of TorchScript: it comes in one file with its weights, which are no parameters of blocks. For
 * inference.
 */
public final class ScriptedLayer extends LayerBlock {

    private final UnaryOperator<Shape> outputShape;
    private final boolean oneAtATime;
    private TorchModule module; // null until it is loaded

    /**
     * A layer without its module.
     *
     * @param outputShape what the module has to give for an input of some shape
     * @param oneAtATime whether the module receives the rows of a batch one after the other, as many that were traced take
     *     no more
     */
    public ScriptedLayer(UnaryOperator<Shape> outputShape, boolean oneAtATime) {
        this.outputShape = outputShape;
        this.oneAtATime = oneAtATime;
    }

    /**
     * The scripted layer of a network.
     *
     * @param network any block
     * @return the layer; empty for a network that is built of blocks
     */
    public static Optional<ScriptedLayer> of(Block network) {
        return network instanceof ScriptedLayer layer
                ? Optional.of(layer)
                : network.getChildren().values().stream()
                        .flatMap(child -> of(child).stream())
                        .findFirst();
    }

    /**
     * Loads the module.
     *
     * @param file of {@code torch.jit.save}
     * @param manager whose device it runs on, and with which it is closed
     * @throws EngineException if PyTorch cannot read it
     */
    public void load(Path file, NDManager manager) {
        module = TorchModule.load(file, manager);
    }

    /**
     * Runs the module.
     *
     * @throws EngineException if it fails, or gives another shape than it has to; both are named
     */
    @Override
    protected NDArray apply(ForwardContext context, NDArray x) {
        if (context.training()) {
            throw new IllegalStateException("a TorchScript module is for inference, not for training");
        }
        return oneAtATime && x.getShape().get(0) > 1 ? rows(x) : whole(x);
    }

    private NDArray rows(NDArray x) {
        try (ArrayScope scope = new ArrayScope()) {
            NDList outputs = new NDList();
            for (long row = 0; row < x.getShape().get(0); row++) {
                outputs.add(scope.of(whole(scope.of(x.get(new NDIndex("{}:{}", row, row + 1))))));
            }
            return NDArrays.concat(outputs, 0);
        }
    }

    private NDArray whole(NDArray x) {
        NDArray output = module.forward(x);
        Shape found = output.getShape();
        Shape expected = outputShape.apply(x.getShape());
        if (!found.equals(expected)) {
            output.close();
            throw new EngineException("its TorchScript module gives " + found + " for an input of the shape "
                    + x.getShape() + ", expected " + expected);
        }
        return output;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {outputShape.apply(inputs[0])};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        // what it has comes with the module
    }
}
