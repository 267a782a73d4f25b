// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * Turns what each band holds into features: a norm and a fully connected layer for each.
 *
 * <ul>
 *   <li>input: {@code (T, W)}: the numbers of all bands, one band after the other
 *   <li>output: {@code (T, K, E)}
 * </ul>
 *
 * <p>Parameters: {@code to_features.0.0.gamma}, {@code to_features.0.1} and so on for each band.
 */
final class RoformerBandSplit extends RoformerLayer {

    /** One band's columns and parameters. */
    private record Band(int first, int end, Parameter gamma, Parameter weight, Parameter bias) {}

    private final List<Band> bands = new ArrayList<>();

    /**
     * @param widths how many numbers each band has
     * @param features E
     */
    RoformerBandSplit(List<Integer> widths, int features) {
        int first = 0;
        for (int width : widths) {
            String prefix = "to_features." + bands.size() + ".";
            bands.add(new Band(
                    first,
                    first + width,
                    parameter(prefix + "0.gamma", width),
                    parameter(prefix + "1.weight", features, width),
                    parameter(prefix + "1.bias", features)));
            first += width;
        }
    }

    @Override
    NDArray of(ForwardContext context, NDArray numbers, FirstValues first) {
        try (ArrayScope scope = new ArrayScope()) {
            NDList features = new NDList();
            for (Band band : bands) {
                NDArray columns = scope.of(numbers.get(new NDIndex(":, {}:{}", band.first(), band.end())));
                NDArray unit = scope.of(unit(columns));
                features.add(scope.of(linear(context, unit, band.gamma(), band.weight(), band.bias())));
            }
            return NDArrays.stack(features, 1);
        }
    }
}
