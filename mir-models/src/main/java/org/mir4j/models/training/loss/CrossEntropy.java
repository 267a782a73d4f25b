package org.mir4j.models.training.loss;

import ai.djl.ndarray.NDArray;

/**
 * Cross-entropy between the softmax over classes and the target: {@code -sum_k y_k log softmax(x)_k}, with the target
 * smoothed. A recording counts by the largest weight of its row, and not at all if no class holds.
 *
 * <p>Source: the negative log-likelihood of a categorical variable; smoothing from Szegedy et al., "Rethinking the
 * inception architecture for computer vision", CVPR 2016, section 7.
 */
final class CrossEntropy implements Loss {

    private static final int CLASSES = 1;

    private final float smoothing;

    CrossEntropy(double smoothing) {
        this.smoothing = (float) smoothing;
    }

    @Override
    public NDArray of(NDArray logits, NDArray targets, NDArray weights) {
        long classes = logits.getShape().get(CLASSES);
        NDArray smoothed = targets.mul(1 - smoothing).add(smoothing / classes);
        NDArray costs = logits.logSoftmax(CLASSES)
                .mul(smoothed)
                .sum(new int[] {CLASSES})
                .neg();
        NDArray known = weights.max(new int[] {CLASSES}).mul(targets.sum(new int[] {CLASSES}));
        return Loss.mean(costs, known);
    }
}
