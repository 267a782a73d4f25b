// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;

/**
 * A module of TorchScript with its weights, from one array to another, for inference. Several threads may use it, unless it
 * keeps something from call to call.
 *
 * <p>It runs the operators that its author put into it. What comes out are arrays like others, which may be changed in
 * place; nothing is recorded for gradients.
 */
public final class TorchModule {

    private static final int LONGEST_REASON = 300;

    /** What comes before the reason of a failure in an operator. */
    private static final String ERROR = "Error: ";

    private final PtSymbolBlock module;

    private TorchModule(PtSymbolBlock module) {
        this.module = module;
    }

    /**
     * Loads a module.
     *
     * @param file that {@code torch.jit.save} wrote
     * @param manager whose device it runs on, and with which it is closed
     * @return the module, in evaluation mode
     * @throws EngineException if PyTorch cannot read it
     */
    public static TorchModule load(Path file, NDManager manager) {
        PyTorch.engine(); // which loads what is called here
        try {
            // DJL's other way loads arrays that no operator may change in place later
            PtSymbolBlock module = JniUtils.loadModule(
                    (PtNDManager) manager, file.toAbsolutePath(), true, new String[0], new String[0], true);
            return new TorchModule(module);
        } catch (EngineException e) {
            throw new EngineException("its TorchScript module cannot be read: " + reason(e), e);
        }
    }

    /**
     * Runs the method {@code forward}.
     *
     * @param input its only argument
     * @return what it gives, in single precision, attached to the manager of the input
     * @throws EngineException if it fails, or gives something else than one array
     */
    public NDArray forward(NDArray input) {
        try {
            NDList outputs = Autograd.unrecorded(() -> IValueUtils.forward(module, new NDList(input), true));
            int count = outputs.size();
            if (count != 1) {
                outputs.close();
                throw new EngineException("it gives " + count + " arrays, expected one");
            }
            return single(outputs.singletonOrThrow());
        } catch (EngineException e) {
            throw new EngineException(
                    "its TorchScript module fails for an input of the shape " + input.getShape() + ": " + reason(e), e);
        }
    }

    private static NDArray single(NDArray output) {
        if (output.getDataType() == DataType.FLOAT32) {
            return output;
        }
        try (NDArray other = output) {
            return other.toType(DataType.FLOAT32, false);
        }
    }

    /** The sentence in an error of TorchScript's, which has the way through its code around it. */
    private static String reason(EngineException e) {
        String message = String.valueOf(e.getMessage()).strip();
        int error = message.lastIndexOf(ERROR);
        String rest = error < 0 ? message : message.substring(error + ERROR.length());
        String line = rest.lines().findFirst().orElse("");
        return line.substring(0, Math.min(LONGEST_REASON, line.length()));
    }
}
