// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;

/**
 * A layer of a transformer that attends to its own sequence or to another one, norms first: attention and a feed-forward
 * part, both scaled feature by feature and added, and a norm over the whole sequence.
 *
 * <ul>
 *   <li>input: {@code (B, N, features)}, and the other sequence {@code (B, M, features)}
 *   <li>output: {@code (B, N, features)}
 * </ul>
 *
 * <p>Parameters: {@code self_attn} or {@code cross_attn} ({@code in_proj_weight}, {@code in_proj_bias},
 * {@code out_proj}), {@code linear1}, {@code linear2}, {@code norm1}, {@code norm2}, across sequences {@code norm3},
 * {@code norm_out}, {@code gamma_1}, {@code gamma_2}.
 *
 * <p>Source: Vaswani et al., "Attention is all you need", 2017; scales: Touvron et al., "Going deeper with image
 * transformers", ICCV 2021.
 */
final class CrossTransformerLayer extends LayerBlock {

    private static final String EPSILON = "1e-05";

    private final int features;
    private final boolean crosses;
    private final Container attention;
    private final Container projection;
    private final Container widening;
    private final Container narrowing;
    private final Container norm;
    private final Container otherNorm;
    private final Container lastNorm;
    private final Container outerNorm;
    private final Container scale;
    private final Container lastScale;
    private final TorchOperator normed;
    private final TorchOperator attended;
    private final TorchOperator fed;

    /**
     * @param settings of the transformer
     * @param features of a position
     * @param crosses whether it attends to the other sequence
     */
    CrossTransformerLayer(HtDemucsSettings.Transformer settings, int features, boolean crosses) {
        this.features = features;
        this.crosses = crosses;
        int hidden = (int) (features * settings.hiddenScale());
        attention = addChildBlock(
                crosses ? "cross_attn" : "self_attn",
                new Container().with("in_proj_weight", 3L * features, features).with("in_proj_bias", 3L * features));
        projection = attention.child("out_proj", Container.affine(features, features));
        widening = addChildBlock("linear1", Container.affine(hidden, features));
        narrowing = addChildBlock("linear2", Container.affine(features, hidden));
        norm = addChildBlock("norm1", Container.affine(features));
        otherNorm = addChildBlock("norm2", Container.affine(features));
        lastNorm = crosses ? addChildBlock("norm3", Container.affine(features)) : otherNorm;
        outerNorm = addChildBlock("norm_out", Container.affine(features));
        scale = addChildBlock("gamma_1", new Container().with("scale", features));
        lastScale = addChildBlock("gamma_2", new Container().with("scale", features));
        normed = TorchOperator.of("x, w, b", norm("x", features, "w, b"));
        attended = TorchOperator.of("x, q, k, w, b, wo, bo, s", attended(settings.heads(), features));
        String inner = norm("x", features, "g, h");
        String widened = Linear.of("x", inner, "w", "b", Linear.Activation.GELU);
        String fedForward = Linear.of("x", widened, "w2", "b2", Linear.Activation.NONE);
        String sum = "torch.addcmul(x, " + fedForward + ", s)";
        String whole =
                "torch.squeeze(" + FeatureMaps.groupNorm("torch.unsqueeze(" + sum + ", 1)", 1, "go, ho") + ", 1)";
        fed = TorchOperator.of("x, g, h, w, b, w2, b2, s, go, ho", whole);
    }

    /** A norm over the features of each position (Ba et al., "Layer normalization", 2016). */
    static String norm(String sequence, int features, String parameters) {
        return "torch.layer_norm(" + sequence + ", [" + features + "], " + parameters + ", " + EPSILON + ", True)";
    }

    /** Attention of queries to keys, scaled and added. */
    private static String attended(int heads, int features) {
        String[] rows = new String[3];
        String[] from = {"q", "k", "k"};
        for (int i = 0; i < rows.length; i++) {
            String range = ", 0, " + i * features + ", " + (i + 1) * features + ")";
            String linear = Linear.of(from[i], "torch.slice(w" + range, "torch.slice(b" + range);
            rows[i] = "torch.transpose(torch.unflatten(" + linear + ", -1, [" + heads + ", -1]), 1, 2)";
        }
        String attention = "torch.scaled_dot_product_attention(" + String.join(", ", rows) + ")";
        String joined = "torch.flatten(torch.transpose(" + attention + ", 1, 2), 2)";
        return "torch.addcmul(x, " + Linear.of("x", joined, "wo", "bo", Linear.Activation.NONE) + ", s)";
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray x) {
        return apply(context, x, x);
    }

    /**
     * Computes the output.
     *
     * @param context the forward pass
     * @param x the sequence
     * @param other the other one, which counts if this layer crosses
     * @return a new array of the shape of the sequence
     */
    NDArray apply(ForwardContext context, NDArray x, NDArray other) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray queries = scope.of(normed.apply(x, norm.weight(context, x), norm.bias(context, x)));
            NDArray keys = crosses
                    ? scope.of(normed.apply(other, otherNorm.weight(context, x), otherNorm.bias(context, x)))
                    : queries;
            NDArray y = scope.of(attended.apply(
                    x,
                    queries,
                    keys,
                    attention.value(context, "in_proj_weight", x),
                    attention.value(context, "in_proj_bias", x),
                    projection.weight(context, x),
                    projection.bias(context, x),
                    scale.value(context, "scale", x)));
            return fed.apply(
                    y,
                    lastNorm.weight(context, x),
                    lastNorm.bias(context, x),
                    widening.weight(context, x),
                    widening.bias(context, x),
                    narrowing.weight(context, x),
                    narrowing.bias(context, x),
                    lastScale.value(context, "scale", x),
                    outerNorm.weight(context, x),
                    outerNorm.bias(context, x));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape sequence = new Shape(1, 1, features);
        getChildren().values().forEach(block -> block.initialize(manager, type, sequence));
    }
}
