// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * A layer of {@link Roformer} between several residual streams: it receives a weighted sum of them, they pass on to each
 * other, and each takes its share of what the layer finds. All weights depend on the features.
 *
 * <ul>
 *   <li>input: {@code (G, N, S, E)}: E features of S streams, for N places in each of G sequences; {@code (T, K, E)} for one
 *       stream, which is a plain sum
 *   <li>output: the same shape
 * </ul>
 *
 * <p>Parameters: those of the layer below {@code branch}; for several streams {@code norm.gamma} and those of the weights.
 *
 * <p>Sources: Zhu et al., "Hyper-connections", ICLR 2025; streams that keep their sum: Xie et al., "mHC: manifold-constrained
 * hyper-connections", 2025.
 */
final class HyperConnection extends RoformerLayer {

    private static final TorchOperator WEIGHTS = TorchOperator.of(
            "x, g, dynamic, scale, fixed",
            "torch.add(torch.mul(torch.matmul(x, torch.mul(dynamic, torch.unsqueeze(g, 1))), scale), fixed)");
    private static final TorchOperator SIGMOID = TorchOperator.of("x", "torch.sigmoid(x)");
    private static final TorchOperator POSITIVE =
            TorchOperator.of("x", "torch.exp(torch.sub(x, torch.amax(x, [-2], True)))");
    private static final TorchOperator BALANCED_DOWN =
            TorchOperator.of("x", "torch.div(x, torch.clamp_min(torch.sum(x, [-2], True), 1e-12))");
    private static final TorchOperator BALANCED_ACROSS =
            TorchOperator.of("x", "torch.div(x, torch.clamp_min(torch.sum(x, [-1], True), 1e-12))");
    private static final TorchOperator SUM =
            TorchOperator.of("x, a", "torch.squeeze(torch.matmul(torch.transpose(a, -1, -2), x), -2)");
    private static final TorchOperator PASSED = TorchOperator.of("x, a", "torch.matmul(torch.transpose(a, -1, -2), x)");
    private static final TorchOperator SHARED = TorchOperator.of("x, b", "torch.mul(torch.unsqueeze(x, -2), b)");

    private final RoformerLayer branch;
    private final int streams;
    private final int balancings;
    private final Parameter gamma;
    private final Parameter staticAlpha;
    private final Parameter dynamicAlpha;
    private final Parameter inputScale;
    private final Parameter streamScale;
    private final Parameter staticBeta;
    private final Parameter dynamicBeta;
    private final Parameter outputScale;

    /**
     * @param settings sizes, with residuals
     * @param branch the layer
     */
    HyperConnection(RoformerSettings settings, RoformerLayer branch) {
        this.branch = addChildBlock("branch", branch);
        streams = settings.residuals().streams();
        balancings = settings.residuals().balancings();
        boolean plain = streams == 1;
        long width = settings.width();
        gamma = plain ? null : parameter("norm.gamma", width);
        staticAlpha = plain ? null : parameter("static_alpha", streams, streams + 1);
        dynamicAlpha = plain ? null : parameter("dynamic_alpha_fn", 1, width, streams + 1);
        inputScale = plain ? null : parameter("pre_branch_scale", 1);
        streamScale = plain ? null : parameter("residual_scale", 1);
        staticBeta = plain ? null : parameter("static_beta", streams);
        dynamicBeta = plain ? null : parameter("dynamic_beta_fn", width);
        outputScale = plain ? null : parameter("h_post_scale");
    }

    @Override
    NDArray of(ForwardContext context, NDArray x, FirstValues first) {
        try (NDArray streams = added(context, x.duplicate(), first)) {
            return streams.sub(x);
        }
    }

    @Override
    NDArray added(ForwardContext context, NDArray x, FirstValues first) {
        if (streams == 1) {
            return branch.added(context, x, first);
        }
        try (ArrayScope scope = new ArrayScope()) {
            scope.of(x);
            NDArray unit = scope.of(unit(x));
            NDArray norm = norm(context, x, scope);
            NDArray alpha = alpha(context, unit, norm, scope); // (G, N, S, 1 + S)
            NDArray share = scope.of(SIGMOID.apply(scope.of(alpha.get("..., :1"))));
            NDArray input = scope.of(SUM.apply(x, share));
            NDArray found = scope.of(branch.of(context, input, first));
            NDArray shared = scope.of(SHARED.apply(found, beta(context, unit, norm, scope)));
            return PASSED.apply(x, balanced(scope.of(alpha.get("..., 1:")), scope))
                    .addi(shared);
        }
    }

    /** The norm's scale, of which only what exceeds 1 is learned. */
    private NDArray norm(ForwardContext context, NDArray beside, ArrayScope scope) {
        NDArray one = scope.of(context.value(gamma, beside).add(1f));
        return scope.of(one.mul((float) Math.sqrt(one.size())));
    }

    private NDArray alpha(ForwardContext context, NDArray unit, NDArray norm, ArrayScope scope) {
        NDArray passing = scope.of(context.value(streamScale, unit).broadcast(new Shape(streams)));
        NDArray scale = scope.of(NDArrays.concat(new NDList(context.value(inputScale, unit), passing)));
        NDArray dynamic = scope.of(context.value(dynamicAlpha, unit).squeeze(0));
        return scope.of(WEIGHTS.apply(unit, norm, dynamic, scale, context.value(staticAlpha, unit)));
    }

    /** How much each stream takes of what the layer finds, {@code (G, N, S, 1)}. */
    private NDArray beta(ForwardContext context, NDArray unit, NDArray norm, ArrayScope scope) {
        NDArray dynamic = scope.of(context.value(dynamicBeta, unit).expandDims(1));
        NDArray fixed = scope.of(context.value(staticBeta, unit).expandDims(1));
        NDArray weights = scope.of(WEIGHTS.apply(unit, norm, dynamic, context.value(outputScale, unit), fixed));
        return scope.of(SIGMOID.apply(weights)).muli(2);
    }

    /** What each stream passes to each other: rows and columns that sum to about 1 (Sinkhorn, Knopp, 1967). */
    private NDArray balanced(NDArray logits, ArrayScope scope) {
        NDArray passing = scope.of(POSITIVE.apply(logits));
        for (int i = 0; i < balancings; i++) {
            passing = scope.of(BALANCED_ACROSS.apply(scope.of(BALANCED_DOWN.apply(passing))));
        }
        return passing;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        branch.initialize(manager, type, inputs);
    }
}
