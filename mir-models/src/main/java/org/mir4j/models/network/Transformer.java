// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.initializer.NormalInitializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * A transformer's encoder: layers of self-attention and dense layers, after a projection to their width where the frames
 * have another one.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}; optionally a mask {@code (B, T)}, 1 for a valid frame and 0 for padding, with at least
 *       one valid frame a row (in a causal one the first)
 *   <li>output: {@code (B, T, width)}; with a class token, {@code (B, T + 1, width)}, the token first. What stands in
 *       frames of padding means nothing, and changes no other
 * </ul>
 *
 * <p>The class token has the first position, the frames those after it. Norms in front ({@link NormPlace#PRE}) are
 * followed by one at the end.
 *
 * <p>Parameters: {@code project}, where {@code E} is not the width; {@code class_token}, {@code (1, 1, width)}; those of
 * {@code positions}, where they are added; {@code layers.0} and so on, each with {@code self_attn}, {@code linear1},
 * {@code linear2}, {@code norm1} and {@code norm2}, and {@code norm}, as in PyTorch's {@code TransformerEncoder}.
 *
 * <p>Source: Vaswani et al., "Attention is all you need", NeurIPS 2017; class token: Devlin et al., "BERT", NAACL 2019;
 * with {@link org.mir4j.models.network.Patches} of a spectrogram in front, a class token and learned positions: Gong,
 * Chung, Glass, "AST: audio spectrogram transformer", Interspeech 2021.
 */
public final class Transformer extends SequenceLayer {

    /** As in BERT and ViT. */
    private static final float DEVIATION = 0.02f;

    private final TransformerSettings settings;
    private final long features;
    private final Linear project;
    private final Parameter classToken;
    private final Optional<AddedPositions> positions;
    private final List<TransformerLayer> layers = new ArrayList<>();
    private final LayerNorm norm;

    /**
     * @param settings sizes and kinds
     * @param sequence the shape that comes in, {@code (B, T, E)}; where positions are learned, no sequence may be longer
     */
    public Transformer(TransformerSettings settings, Shape sequence) {
        this.settings = settings;
        features = sequence.get(2);
        int width = settings.width();
        int frames = (int) sequence.get(1) + (settings.classToken() ? 1 : 0);
        project = features == width
                ? null
                : addChildBlock("project", Linear.builder().setUnits(width).build());
        classToken = settings.classToken() ? addParameter(token(width)) : null;
        positions = settings.positions().added(frames, width);
        positions.ifPresent(added -> addChildBlock("positions", added));
        for (int i = 0; i < settings.layers(); i++) {
            layers.add(addChildBlock("layers." + i, new TransformerLayer(settings)));
        }
        norm = settings.norm() == NormPlace.PRE ? addChildBlock("norm", TransformerLayer.norm()) : null;
    }

    private static Parameter token(int width) {
        return Parameter.builder()
                .setName("class_token")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(1, 1, width))
                .optInitializer(new NormalInitializer(DEVIATION))
                .build();
    }

    /**
     * How much every frame takes from every other, layer by layer.
     *
     * @param context one forward pass
     * @param sequence {@code (B, T, E)}
     * @param mask {@code (B, T)}, or null if all frames are valid
     * @return an array {@code (B, H, T', T')} a layer, where T' is T, or T + 1 with a class token; they sum to 1 over the
     *     last axis
     */
    public NDList weights(ForwardContext context, NDArray sequence, NDArray mask) {
        NDList weights = new NDList(layers.size());
        try (ArrayScope scope = new ArrayScope()) {
            NDArray x = embedded(context, sequence, scope);
            NDArray valid = mask == null ? null : withToken(mask, scope);
            for (TransformerLayer layer : layers) {
                weights.add(layer.weights(context, x, valid));
                x = scope.of(through(layer, context, x, valid));
            }
        }
        return weights;
    }

    @Override
    NDArray transform(ForwardContext context, NDArray sequence, NDArray mask) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray valid = mask == null ? null : withToken(mask, scope);
            NDArray embedded = embedded(context, sequence, scope);
            NDArray x = through(layers.get(0), context, embedded, valid);
            for (TransformerLayer layer : layers.subList(1, layers.size())) {
                try (NDArray input = x) {
                    x = through(layer, context, input, valid);
                }
            }
            return norm == null ? x : context.through(norm, scope.of(x));
        }
    }

    private static NDArray through(TransformerLayer layer, ForwardContext context, NDArray x, NDArray mask) {
        NDList inputs = mask == null ? new NDList(x) : new NDList(x, mask);
        return layer.forward(context.parameters(), inputs, context.training()).singletonOrThrow();
    }

    /** What goes into the first layer: frames of its width with the class token and positions; maybe the sequence itself. */
    private NDArray embedded(ForwardContext context, NDArray sequence, ArrayScope scope) {
        NDArray x = project == null ? sequence : scope.of(context.through(project, sequence));
        if (classToken != null) {
            Shape shape = new Shape(x.getShape().get(0), 1, settings.width());
            NDArray token = scope.of(context.value(classToken, x).broadcast(shape));
            token.attach(x.getManager()); // or all that follows would stay beside the parameter
            x = scope.of(NDArrays.concat(new NDList(token, x), 1));
        }
        if (positions.isPresent()) {
            x = scope.of(context.through(positions.get(), x));
        }
        return TransformerLayer.dropped(settings, context, x, scope);
    }

    /** The mask of the frames and, in front, of the class token if there is one. */
    @Override
    public NDArray mask(NDArray mask) {
        if (classToken == null) {
            return mask;
        }
        try (NDArray token = mask.getManager().ones(new Shape(mask.getShape().get(0), 1))) {
            return NDArrays.concat(new NDList(token, mask), 1);
        }
    }

    private NDArray withToken(NDArray mask, ArrayScope scope) {
        NDArray all = mask(mask);
        return all == mask ? mask : scope.of(all);
    }

    @Override
    Shape transformedShape(Shape sequence) {
        if (sequence.get(2) != features) {
            throw new IllegalArgumentException(
                    "a transformer over " + features + " features expects (B, T, " + features + "), got " + sequence);
        }
        long frames = sequence.get(1) + (classToken == null ? 0 : 1);
        Shape embedded = new Shape(sequence.get(0), frames, settings.width());
        positions.ifPresent(added -> added.getOutputShapes(new Shape[] {embedded}));
        return embedded;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape embedded = transformedShape(inputs[0]);
        if (project != null) {
            project.initialize(manager, type, inputs[0]);
        }
        positions.ifPresent(added -> added.initialize(manager, type, embedded));
        layers.forEach(layer -> layer.initialize(manager, type, embedded));
        if (norm != null) {
            norm.initialize(manager, type, embedded);
        }
    }
}
