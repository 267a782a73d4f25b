// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.layer.FrameMask;
import org.mir4j.models.layer.Pass;
import org.mir4j.models.network.PoolingLevel;
import org.mir4j.models.network.TaggingNetwork;
import org.mir4j.models.training.Learner;
import org.mir4j.models.training.ParameterGroups;

/** A tagger that learns. */
public final class TaggingLearner extends Learner<TaggingBatch> {

    private final ModelSpec plan;
    private final TaggingNetwork network;
    private final TaggingLoss loss;
    private final Augmenter augmenter;
    private final boolean mixesUp;
    private final boolean normsBatches; // one embedding a window, so that batch norm needs several of these

    /**
     * Builds a network.
     *
     * @param recipe how it learns
     * @param plan what it is
     * @param start weights to start from, wherever names and shapes agree; the others are random
     * @param device where it runs
     * @throws IllegalArgumentException if parts of the network do not fit each other or the batch, or there is no part to
     *     freeze
     */
    public TaggingLearner(TaggingRecipe recipe, ModelSpec plan, Map<String, Tensor> start, Device device) {
        super(recipe, device);
        this.plan = plan;
        mixesUp = recipe.augmentation().mixUp() > 0;
        normsBatches = plan.network().classifier().norm()
                && plan.network().level() == PoolingLevel.EMBEDDINGS
                && !recipe.frozen().contains("classifier");
        try {
            requireBatch(recipe.batch());
            network = new TaggingNetwork(
                    plan.network(), plan.inputShape(), plan.labels().size());
            network.freeze(recipe.frozen());
            loss = recipe.loss();
            augmenter = new Augmenter(recipe.augmentation(), new FrontEnd(plan.frontEnd(), manager()));
            ParameterGroups parts = ParameterGroups.of(network.parts(), recipe.frozen(), recipe.rates());
            start(network, plan.inputShape(), start, parts);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Refuses a batch that nothing can be learned from.
     *
     * @param windows how many it has
     * @throws IllegalArgumentException if it is one, and mix-up wants two, or the classifier's batch norm takes its
     *     statistics over a batch
     */
    void requireBatch(int windows) {
        if (windows < 2 && mixesUp) {
            throw new IllegalArgumentException(
                    "mix-up mixes two windows of a batch, and a batch has one; give it at least"
                            + " 2 (batch, crops, or more recordings), or take no mix-up");
        }
        if (windows < 2 && normsBatches) {
            throw new IllegalArgumentException("the classifier's batch norm (norm: true) takes its statistics over the"
                    + " windows of a batch, and a batch has one; give it at least 2 (batch, crops, or more recordings), or"
                    + " take norm: false");
        }
    }

    @Override
    protected Supplier<NDArray> cost(TaggingBatch batch, NDManager scope, Random random) {
        Augmenter.Lot lot = augmenter.apply(lot(batch, scope), random);
        return () -> {
            NDArray logits = logits(lot, true);
            return penalised(loss.of(logits, lot.targets(), lot.weights()), scope);
        };
    }

    @Override
    protected void constrain() {
        network.constrain();
    }

    private NDArray logits(Augmenter.Lot lot, boolean training) {
        NDList inputs = new NDList(lot.features());
        if (lot.mask() != null) {
            inputs.add(lot.mask());
        }
        return network.forward(parameters(), inputs, training).singletonOrThrow();
    }

    private NDArray penalised(NDArray cost, NDManager scope) {
        NDArray penalty = network.penalty(new Pass(parameters(), true), scope);
        return penalty == null ? cost : cost.add(penalty);
    }

    private Augmenter.Lot lot(TaggingBatch batch, NDManager scope) {
        Shape rows = new Shape(batch.size(), plan.labels().size());
        return new Augmenter.Lot(
                features(batch.features(), batch.size(), scope),
                mask(batch.valid(), scope),
                scope.create(batch.targets(), rows),
                scope.create(batch.weights(), rows));
    }

    private NDArray features(ByteBuffer halves, int batch, NDManager scope) {
        Shape input = plan.inputShape();
        Shape stored = new Shape(batch, input.get(3), input.get(2));
        NDArray half = scope.create(halves.duplicate().order(halves.order()), stored, DataType.FLOAT16);
        return half.toType(DataType.FLOAT32, true).transpose(0, 2, 1).expandDims(1);
    }

    /** {@code (B, T)}; null if there is nothing to mask. */
    private NDArray mask(int[] valid, NDManager scope) {
        int frames = (int) plan.inputShape().get(3);
        return Arrays.stream(valid).allMatch(count -> count == frames) ? null : FrameMask.of(scope, valid, frames);
    }

    /**
     * Scores a batch without learning from it.
     *
     * @param batch windows and targets
     * @return the scores, {@code (B, K)} row by row, and the loss
     */
    public Scored score(TaggingBatch batch) {
        return Autograd.unrecorded(() -> scored(batch));
    }

    private Scored scored(TaggingBatch batch) {
        try (NDManager scope = manager().newSubManager()) {
            Augmenter.Lot lot = lot(batch, scope);
            NDArray logits = logits(lot, false);
            float cost = loss.of(logits, lot.targets(), lot.weights()).getFloat();
            return new Scored(plan.network().scores().of(logits).toFloatArray(), cost);
        }
    }

    /**
     * What came out of a batch.
     *
     * @param scores {@code (B, K)} row by row
     * @param loss of the batch
     */
    public record Scored(float[] scores, double loss) {}
}
