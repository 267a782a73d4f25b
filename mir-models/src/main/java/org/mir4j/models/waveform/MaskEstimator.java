// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * Makes one stem's mask of each band's features: fully connected layers with tanh between them, and a gated linear unit.
 *
 * <ul>
 *   <li>input: {@code (T, K, E)}
 *   <li>output: {@code (T, W)}: the numbers of all bands, one band after the other
 * </ul>
 *
 * <p>Parameters: {@code to_freqs.0.0.0}, {@code to_freqs.0.0.2} and so on for each band.
 */
final class MaskEstimator extends RoformerLayer {

    private static final TorchOperator HIDDEN = TorchOperator.of("x, w, b", "torch.tanh_(torch.linear(x, w, b))");
    private static final TorchOperator GATED = TorchOperator.of("x, w, b", "torch.glu(torch.linear(x, w, b), -1)");

    /** One fully connected layer. */
    private record Dense(Parameter weight, Parameter bias) {}

    private final List<List<Dense>> bands = new ArrayList<>();

    /**
     * @param settings sizes
     * @param widths how many numbers each band's mask has
     */
    MaskEstimator(RoformerSettings settings, List<Integer> widths) {
        for (int width : widths) {
            List<Dense> layers = new ArrayList<>();
            long inputs = settings.width();
            for (int i = 0; i < settings.maskLayers(); i++) {
                long outputs = i == settings.maskLayers() - 1 ? 2L * width : settings.maskWidth();
                String prefix = "to_freqs." + bands.size() + ".0." + 2 * i + ".";
                layers.add(
                        new Dense(parameter(prefix + "weight", outputs, inputs), parameter(prefix + "bias", outputs)));
                inputs = outputs;
            }
            bands.add(layers);
        }
    }

    @Override
    NDArray of(ForwardContext context, NDArray features, FirstValues first) {
        try (ArrayScope scope = new ArrayScope()) {
            NDList masks = new NDList();
            for (List<Dense> layers : bands) {
                NDArray x = scope.of(features.get(new NDIndex(":, {}", masks.size())));
                for (Dense layer : layers) {
                    TorchOperator operator = layer == layers.get(layers.size() - 1) ? GATED : HIDDEN;
                    x = scope.of(operator.apply(x, context.value(layer.weight(), x), context.value(layer.bias(), x)));
                }
                masks.add(x);
            }
            return NDArrays.concat(masks, 1);
        }
    }
}
