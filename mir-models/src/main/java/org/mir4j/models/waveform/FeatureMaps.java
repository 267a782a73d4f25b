// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

/**
 * Expressions of TorchScript over feature maps {@code (B, F, T, C)}, whose channels are side by side in memory: for
 * PyTorch they are maps {@code (B, C, F, T)} of the format that it calls channels last. In it, all frequencies can be
 * taken for a batch of sequences and all positions for rows of a matrix without a copy, and convolutions on a CPU need
 * not reorder what they receive and give.
 *
 * <p>Sequences are maps of one frequency.
 */
final class FeatureMaps {

    private static final String EPSILON = "1e-05";

    private FeatureMaps() {}

    /** Maps {@code (B, F, T, C)} as PyTorch's convolutions and norms take them. */
    static String channelsFirst(String maps) {
        return "torch.permute(" + maps + ", [0, 3, 1, 2])";
    }

    /** What PyTorch's convolutions and norms give, as maps {@code (B, F, T, C)}. */
    static String channelsLast(String maps) {
        return "torch.permute(" + maps + ", [0, 2, 3, 1])";
    }

    /**
     * A convolution.
     *
     * @param maps {@code (B, F, T, C)}
     * @param parameters names of the weight {@code (out, C, height, width)} and the bias, by a comma
     * @param geometry stride, padding and dilation, each {@code [over F, over T]}, by commas
     * @return {@code (B, F', T', out)}
     */
    static String convolution(String maps, String parameters, String geometry) {
        return channelsLast("torch.conv2d(" + channelsFirst(maps) + ", " + parameters + ", " + geometry + ", 1)");
    }

    /**
     * A convolution without dilation and a GELU, in the same loop where oneDNN computes them.
     *
     * @param maps the name of an input of the expression, {@code (B, F, T, C)}
     * @param parameters names of the weight {@code (out, C, height, width)} and the bias, by a comma
     * @param stride {@code [over F, over T]}
     * @param padding {@code [over F, over T]}
     * @return {@code (B, F', T', out)}
     */
    static String geluConvolution(String maps, String parameters, String stride, String padding) {
        String plain = gelu(convolution(maps, parameters, stride + ", " + padding + ", [1, 1]"));
        String fused = channelsLast("ops.mkldnn._convolution_pointwise(" + channelsFirst(maps) + ", " + parameters
                + ", " + padding + ", " + stride + ", [1, 1], 1, \"gelu\", [], \"none\")");
        return Linear.HAS_FUSED ? "(" + fused + " if " + maps + ".is_cpu else " + plain + ")" : plain;
    }

    /**
     * A norm over groups of channels, all frequencies and all time (Wu, He, "Group normalization", ECCV 2018).
     *
     * @param maps {@code (B, F, T, C)}
     * @param groups of channels
     * @param parameters names of the weight and the bias, by a comma
     * @return the same shape
     */
    static String groupNorm(String maps, int groups, String parameters) {
        return channelsLast("torch.group_norm(" + channelsFirst(maps) + ", " + groups + ", " + parameters + ", "
                + EPSILON + ", True)");
    }

    /** Half of the channels, each multiplied by the sigmoid of one of the others. */
    static String glu(String maps) {
        return "torch.glu(" + maps + ", -1)";
    }

    /** {@code x Phi(x)}, where Phi is the normal distribution. */
    static String gelu(String maps) {
        return "torch.gelu(" + maps + ")";
    }
}
