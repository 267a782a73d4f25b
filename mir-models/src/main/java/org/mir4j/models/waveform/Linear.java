// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.engine.TorchOperator;

/**
 * Linear layers as expressions of TorchScript, for inference. On a CPU they are oneDNN's, with the activation in the same
 * loop, where libtorch has it: products of matrices take a sixth less time than through MKL.
 */
final class Linear {

    /** Whether this libtorch has oneDNN's layers. */
    static final boolean HAS_FUSED = hasFused();

    private Linear() {}

    /** What follows a linear layer. */
    enum Activation {
        /** Nothing. */
        NONE,
        /** {@code 1 / (1 + exp(-x))}. */
        SIGMOID,
        /** {@code x Phi(x)}, where Phi is the normal distribution. */
        GELU;

        private String name(String none) {
            return this == NONE ? none : name().toLowerCase(Locale.ROOT);
        }

        private String of(String x) {
            return this == NONE ? x : "torch." + name("") + "(" + x + ")";
        }
    }

    private static boolean hasFused() {
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu());
                NDArray one = manager.ones(new Shape(1, 1));
                NDArray bias = manager.ones(new Shape(1))) {
            TorchOperator layer = TorchOperator.of("x, w, b", fused("x", "w", "b", Activation.NONE));
            Autograd.unrecorded(() -> layer.apply(one, one, bias)).close();
            return true;
        } catch (EngineException e) {
            return false; // built without oneDNN, or for other processors
        }
    }

    /** A weight as oneDNN wants it; done again in each pass, as that costs a hundredth of what it saves. */
    private static String laidOut(String weight) {
        return "ops.mkldnn._reorder_linear_weight(" + weight + ", None)";
    }

    private static String fused(String x, String weight, String bias, Activation activation) {
        return "ops.mkldnn._linear_pointwise(" + x + ", " + laidOut(weight) + ", " + bias + ", \""
                + activation.name("none") + "\", [], \"none\")";
    }

    /**
     * A linear layer over the last axis.
     *
     * @param input the name of an input of the expression, on whose device it is computed
     * @param x {@code (..., in)}
     * @param weight {@code (out, in)}
     * @param bias {@code (out)}
     * @param activation what follows
     * @return {@code (..., out)}
     */
    static String of(String input, String x, String weight, String bias, Activation activation) {
        String plain = activation.of("torch.linear(" + x + ", " + weight + ", " + bias + ")");
        return HAS_FUSED
                ? "(" + fused(x, weight, bias, activation) + " if " + input + ".is_cpu else " + plain + ")"
                : plain;
    }

    /** A linear layer over the last axis of an input, with nothing after it. */
    static String of(String input, String weight, String bias) {
        return of(input, input, weight, bias, Activation.NONE);
    }

    /**
     * A linear layer with a gate: the first half of its outputs, each multiplied by the sigmoid of one of the others.
     *
     * @param input {@code (..., in)}, the name of an input of the expression
     * @param weight {@code (2 out, in)}
     * @param bias {@code (2 out)}
     * @param out features that come out
     * @return {@code (..., out)}
     */
    static String gated(String input, String weight, String bias, int out) {
        String gates = half(input, weight, bias, out, true);
        String product = "torch.mul(" + half(input, weight, bias, out, false) + ", " + gates + ")";
        String range = ", 0, 0, " + out + ")";
        String fused = "ops.mkldnn._linear_pointwise(" + input + ", " + gates + ", torch.to_mkldnn(torch.slice("
                + weight + range + "), torch.slice(" + bias + range + ", \"mul\")";
        return HAS_FUSED ? "(" + fused + " if " + input + ".is_cpu else " + product + ")" : product;
    }

    /**
     * One half of the outputs of a linear layer with a gate.
     *
     * @param input {@code (..., in)}, the name of an input of the expression
     * @param weight {@code (2 out, in)}
     * @param bias {@code (2 out)}
     * @param out features of a half
     * @param gates whether it is the second half, whose sigmoids the first is multiplied by
     * @return {@code (..., out)}
     */
    static String half(String input, String weight, String bias, int out, boolean gates) {
        String range = gates ? ", 0, " + out + ")" : ", 0, 0, " + out + ")";
        return of(
                input,
                input,
                "torch.slice(" + weight + range,
                "torch.slice(" + bias + range,
                gates ? Activation.SIGMOID : Activation.NONE);
    }
}
