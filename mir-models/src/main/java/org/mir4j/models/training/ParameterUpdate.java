// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.Parameters;

/** The weights that learn, and what their gradients do to them. */
final class ParameterUpdate {

    /** A weight that learns, and what the learning rate is multiplied by for it. */
    private record Weight(String name, Parameter parameter, double rate) {}

    private final List<Weight> weights = new ArrayList<>();
    private final Optimiser optimiser;
    private final double rate;
    private final double clip;

    ParameterUpdate(ParameterGroups parts, OptimiserSettings settings, NDManager manager) {
        optimiser = Optimiser.of(settings, manager);
        rate = settings.rate();
        clip = settings.clip();
        parts.blocks().forEach((part, block) -> {
            boolean frozen = parts.frozen().contains(part);
            double factor = parts.rates().getOrDefault(part, 1.0);
            String prefix = part.isEmpty() ? "" : part + ".";
            Parameters.named(block).forEach((name, parameter) -> {
                if (frozen) {
                    parameter.freeze(true);
                } else if (parameter.requiresGradient()) {
                    weights.add(new Weight(prefix + name, parameter, factor));
                }
            });
        });
        if (weights.isEmpty()) {
            throw new IllegalArgumentException(
                    "every part of the network is frozen: there is nothing that could learn");
        }
    }

    /** Changes all weights; false, and nothing is changed, if the gradient is not finite. */
    boolean step(double factor, long step) {
        double norm = norm();
        if (!Double.isFinite(norm)) {
            return false;
        }
        double shortened = clip > 0 && norm > clip ? clip / norm : 1;
        for (Weight weight : weights) {
            NDArray array = weight.parameter().getArray();
            try (NDArray gradient = array.getGradient()) {
                if (shortened < 1) {
                    gradient.muli(shortened);
                }
                optimiser.update(weight.name(), array, gradient, rate * weight.rate() * factor, step);
                gradient.subi(gradient); // PyTorch adds the next one to it
            }
        }
        return true;
    }

    /** Of all gradients as one vector; they are added up where they lie, and read once, for which a GPU has to be waited for. */
    private double norm() {
        NDArray first = weights.get(0).parameter().getArray();
        try (NDManager scope = first.getManager().newSubManager()) {
            NDList sums = new NDList(weights.size());
            for (Weight weight : weights) {
                try (NDArray gradient = weight.parameter().getArray().getGradient();
                        NDArray squared = gradient.square()) {
                    NDArray sum = squared.sum();
                    sum.attach(scope);
                    sums.add(sum);
                }
            }
            NDArray all = NDArrays.stack(sums);
            all.attach(scope);
            double squares = 0;
            for (float sum : all.toFloatArray()) {
                squares += sum;
            }
            return Math.sqrt(squares);
        }
    }

    Optimiser optimiser() {
        return optimiser;
    }

    long size() {
        return weights.stream()
                .mapToLong(weight -> weight.parameter().getArray().size())
                .sum();
    }
}
