// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.layer.Parameters;

/**
 * Weights, and inputs, that follow from a rule, for goldens of large networks whose weights need not be kept: number i of
 * the parameter at position p, in the order of names, is {@code scale * sin(0.7 i + 7 p)}, and around 1 for norms and
 * scales. The Python scripts of such goldens follow the same rule.
 */
public final class SineWeights {

    private static final double STEP = 0.7;
    private static final double NEXT = 7;

    private SineWeights() {}

    /** Those of a block whose parameters know their shapes. */
    public static Map<String, Tensor> of(Block block) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        int position = 0;
        for (Map.Entry<String, Parameter> each : new TreeMap<>(Parameters.named(block)).entrySet()) {
            long[] shape = each.getValue().getShape().getShape();
            String name = each.getKey();
            boolean vector = shape.length == 1;
            float around = vector && (name.endsWith("weight") || name.endsWith("scale")) ? 1 : 0;
            float[] values = numbers(each.getValue().getShape().size(), NEXT * position++, vector ? 0.1 : 0.3);
            for (int i = 0; i < values.length; i++) {
                values[i] += around;
            }
            weights.put(name, new Tensor(shape, values));
        }
        return weights;
    }

    /** Numbers from one phase on. */
    public static float[] numbers(long count, double phase, double scale) {
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * Math.sin(STEP * i + phase));
        }
        return values;
    }
}
