// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import org.mir4j.models.layer.ForwardContext;

/**
 * The maximum over time and the mean, side by side.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}, optionally a mask {@code (B, T)}
 *   <li>output: {@code (B, 2E)}: the maxima, then the means
 *   <li>weights: {@code (B, T, 2E)}: those of {@link MaxPooling}, then those of {@link MeanPooling}
 * </ul>
 *
 * <p>Source: Won et al., "Evaluation of CNN-based automatic music tagging models", SMC 2020, as MusiCNN's back-end.
 */
public final class MaxMeanPooling extends PoolingHead {

    private final MaxPooling max = new MaxPooling();
    private final MeanPooling mean = new MeanPooling();

    @Override
    NDArray pool(ForwardContext context, NDArray sequence, NDArray mask) {
        return NDArrays.concat(new NDList(max.pool(context, sequence, mask), mean.pool(context, sequence, mask)), 1);
    }

    @Override
    NDArray weigh(ForwardContext context, NDArray sequence, NDArray mask) {
        NDArray maxima = max.weigh(context, sequence, mask);
        NDArray means = mean.weigh(context, sequence, mask).broadcast(sequence.getShape());
        return NDArrays.concat(new NDList(maxima, means), 2);
    }

    @Override
    long size(long features) {
        return 2 * features;
    }
}
