// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.ConstantInitializer;
import org.mir4j.models.engine.NativeCopy;
import org.mir4j.models.layer.ForwardContext;

/**
 * Auto-pool: a weighted mean over time whose sharpness {@code alpha} is learned, one per class or one for all.
 *
 * <p>{@code a_t = exp(alpha x_t) / sum_u exp(alpha x_u)}, {@code y = sum_t a_t x_t}. At {@code alpha = 0} it is the
 * mean, at 1 the softmax-weighted mean, and it tends to the maximum as {@code alpha} grows. The exponents' maximum over
 * time is subtracted first, so that none overflows.
 *
 * <p>Constrained (CAP), alpha stays within {@code |alpha| <= max}, or is at least 0, or both: after every step of an
 * optimiser it is put back to the nearest value that is allowed. Weights from elsewhere that lie beyond pool as at the
 * limit. Regularised (RAP), it has the penalty {@code lambda |alpha|^2}. Both may be combined.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}, class scores (or features) over time; optionally a mask {@code (B, T)}
 *   <li>output: {@code (B, E)}
 *   <li>weights: {@code (B, T, E)}
 * </ul>
 *
 * <p>Parameters: {@code alpha}, {@code (E)} or {@code (1)}.
 *
 * <p>Source: McFee, Salamon, Bello, "Adaptive pooling operators for weakly labeled sound event detection", IEEE/ACM
 * TASLP 26(11), 2018. The limits are those of the authors' code: Keras's {@code max_norm} along each class, and
 * {@code non_neg}. In the code of their experiments (github.com/marl/milsed) alpha starts from 1; in the library that
 * came after it (github.com/marl/autopool) from 0.
 */
final class AutoPooling extends PoolingHead {

    private final PoolingSettings.Auto settings;
    private final Parameter alpha;

    /**
     * @param settings of alpha
     * @param features E
     */
    AutoPooling(PoolingSettings.Auto settings, int features) {
        this.settings = settings;
        alpha = addParameter(Parameter.builder()
                .setName("alpha")
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(settings.perClass() ? features : 1))
                .optInitializer(new ConstantInitializer((float) settings.initialAlpha()))
                .build());
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray sequence, NDArray mask) {
        return weights(context, sequence, mask).mul(sequence).sum(TIME);
    }

    @Override
    NDArray weights(ForwardContext context, NDArray sequence, NDArray mask) {
        NDArray exponents = sequence.mul(sharpness(context, sequence));
        return PaddingMask.hidden(exponents, mask).softmax(TIME[0]); // which subtracts the maximum
    }

    private NDArray sharpness(ForwardContext context, NDArray sequence) {
        NDArray value = context.value(alpha, sequence);
        if (!settings.isConstrained()) {
            return value;
        }
        NDManager step = sequence.getManager();
        // arrays of the step go first: results are attached where they are
        NDArray limited = step.create(settings.mostAlpha()).minimum(value).maximum(settings.leastAlpha());
        return limited.sub(value).stopGradient().add(value);
    }

    @Override
    void constrain() {
        if (!settings.isConstrained() || !alpha.requiresGradient()) {
            return;
        }
        NDArray value = alpha.getArray();
        try (NDArray limited = value.clip(settings.leastAlpha(), settings.mostAlpha())) {
            NativeCopy.into(value, limited);
        }
    }

    @Override
    NDArray penalty(ForwardContext context, NDManager step) {
        if (settings.penalty() == 0) {
            return null;
        }
        // an array of the step goes first: results are attached where it is
        NDArray coefficient = step.create((float) settings.penalty());
        NDArray value = context.value(alpha, coefficient);
        return coefficient.mul(value).mul(value).sum();
    }

    @Override
    long size(long features) {
        return features;
    }
}
