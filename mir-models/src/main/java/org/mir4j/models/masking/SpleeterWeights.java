// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.models.checkpoint.Tensor;

/**
 * How large a {@link Spleeter} is, as its tensors show, by the names that TensorFlow gives them.
 *
 * @param stems how many
 * @param channels of the mixture
 * @param widths channels of each level of the encoder
 */
public record SpleeterWeights(int stems, int channels, List<Integer> widths) {

    /** What in a checkpoint is no weight of a network of six levels: all of an optimiser's, and the norms without use. */
    public static final List<String> IGNORED = List.of(
            "^(?!(conv2d|conv2d_transpose|batch_normalization)(_\\d+)?"
                    + "/(kernel|bias|gamma|beta|moving_mean|moving_variance)$)",
            "^batch_normalization_(5|17|29|41|53|65|77|89)/");

    /** What TensorFlow calls the parts of layers, and what we call them. */
    public static final Map<String, String> RENAMED = renamed();

    private static final int LEVELS = 6;
    private static final int MOST_STEMS = 8;
    private static final int AXES = 4;

    private static Map<String, String> renamed() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("/(kernel|gamma)$", ".weight");
        rules.put("/(bias|beta)$", ".bias");
        rules.put("/moving_mean$", ".running_mean");
        rules.put("/moving_variance$", ".running_var");
        return Collections.unmodifiableMap(rules);
    }

    private static String kernel(String kind, int number) {
        return kind + (number == 0 ? "" : "_" + number) + "/kernel";
    }

    /**
     * Looks at tensors.
     *
     * @param tensors by the names that TensorFlow gives them
     * @return how large the network is
     * @throws IllegalArgumentException if they are not those of a Spleeter
     */
    public static SpleeterWeights of(Map<String, Tensor> tensors) {
        int transposed = 0;
        while (tensors.containsKey(kernel("conv2d_transpose", transposed))) {
            transposed++;
        }
        int stems = transposed / LEVELS;
        if (transposed == 0 || transposed % LEVELS != 0 || stems > MOST_STEMS) {
            throw new IllegalArgumentException("Spleeter has six transposed convolutions for each of 1 to " + MOST_STEMS
                    + " stems, named conv2d_transpose/kernel, conv2d_transpose_1/kernel and so on, and there are "
                    + transposed);
        }
        List<Integer> widths = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            widths.add(size(tensors, level, 3));
        }
        return new SpleeterWeights(stems, size(tensors, 0, 2), List.copyOf(widths));
    }

    private static int size(Map<String, Tensor> tensors, int layer, int axis) {
        String name = kernel("conv2d", layer);
        Tensor tensor = tensors.get(name);
        if (tensor == null || tensor.shape().length != AXES) {
            throw new IllegalArgumentException(
                    tensor == null
                            ? "there is no " + name
                            : name + " has " + tensor.shape().length + " axes, expected 4");
        }
        return Math.toIntExact(tensor.shape()[axis]);
    }
}
