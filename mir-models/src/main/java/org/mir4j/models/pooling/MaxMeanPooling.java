package org.mir4j.models.pooling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import org.mir4j.models.layer.Pass;

/**
 * The maximum over time and the mean, side by side.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}, optionally a mask {@code (B, T)}
 *   <li>output: {@code (B, 2E)}: the maxima, then the means
 * </ul>
 *
 * <p>Source: Won et al., "Evaluation of CNN-based automatic music tagging models", SMC 2020, as MusiCNN's back-end.
 */
public final class MaxMeanPooling extends PoolingHead {

    private final MeanPooling mean = new MeanPooling();

    @Override
    NDArray pool(Pass pass, NDArray sequence, NDArray mask) {
        NDArray visible = mask == null ? sequence : Masks.hidden(sequence, mask);
        return NDArrays.concat(new NDList(visible.max(TIME), mean.pool(pass, sequence, mask)), 1);
    }

    @Override
    NDArray weigh(Pass pass, NDArray sequence, NDArray mask) {
        return mean.weigh(pass, sequence, mask);
    }

    @Override
    long size(long features) {
        return 2 * features;
    }
}
