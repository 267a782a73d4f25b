package org.mir4j.models.training.learner;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.layer.Pass;
import org.mir4j.models.network.TaggingNetwork;
import org.mir4j.models.training.batch.Batch;
import org.mir4j.models.training.loss.Loss;
import org.mir4j.models.training.recipe.Recipe;
import org.mir4j.models.training.recipe.Seed;

/**
 * A network that learns, step by step. It owns native memory: close it.
 *
 * <p>All that is random in a step comes from the seed and the step's number, so that a training can be gone on with
 * from any step as if it had never been interrupted.
 */
public final class Learner implements AutoCloseable {

    private final Recipe recipe;
    private final ModelPlan plan;
    private final Engine engine = PyTorch.engine();
    private final NDManager manager;
    private final ParameterStore parameters;
    private final TaggingNetwork network;
    private final Loss loss;
    private final Augmenter augmenter;
    private final Gradients gradients;
    private final Set<String> unfilled;

    /**
     * Builds a network.
     *
     * @param recipe how it learns
     * @param plan what it is
     * @param start weights to start from, wherever names and shapes agree; the others are random
     * @param device where it runs
     * @throws IllegalArgumentException if parts of the network do not fit each other, or there is no part to freeze
     */
    public Learner(Recipe recipe, ModelPlan plan, Map<String, Tensor> start, Device device) {
        this.recipe = recipe;
        this.plan = plan;
        manager = engine.newBaseManager(device);
        try {
            network = new TaggingNetwork(
                    plan.network(), plan.inputShape(), plan.labels().size());
            network.freeze(recipe.frozen());
            engine.setRandomSeed(seed(0));
            unfilled = Parameters.start(network, start, manager, plan.inputShape());
            Parameters.channelsLast(network);
            parameters = new ParameterStore(manager, false);
            loss = recipe.loss().build();
            augmenter = new Augmenter(recipe.augmentation(), new FrontEnd(plan.frontEnd(), manager));
            gradients = new Gradients(network, recipe, manager);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private int seed(long step) {
        return new Seed(recipe.seed()).random(step).nextInt();
    }

    /**
     * Learns from a batch.
     *
     * @param batch windows and targets
     * @param factor of the schedule
     * @param step the number of the step, from 1
     * @return the loss before the step
     */
    public double learn(Batch batch, double factor, long step) {
        engine.setRandomSeed(seed(step));
        try (NDManager scope = manager.newSubManager()) {
            Augmenter.Lot lot = augmenter.apply(lot(batch, scope), new Random(seed(step)));
            double value;
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray logits = network.forward(parameters, new NDList(lot.features()), true)
                        .singletonOrThrow();
                NDArray cost = penalised(loss.of(logits, lot.targets(), lot.weights()), scope);
                collector.backward(cost);
                value = cost.getFloat();
            }
            if (Double.isFinite(value)) {
                value = gradients.step(factor, step) ? value : Double.NaN;
            }
            return value;
        }
    }

    private NDArray penalised(NDArray cost, NDManager scope) {
        NDArray penalty = network.penalty(new Pass(parameters, true), scope);
        return penalty == null ? cost : cost.add(penalty);
    }

    private Augmenter.Lot lot(Batch batch, NDManager scope) {
        Shape rows = new Shape(batch.size(), plan.labels().size());
        return new Augmenter.Lot(
                features(batch.features(), batch.size(), scope),
                scope.create(batch.targets(), rows),
                scope.create(batch.weights(), rows));
    }

    private NDArray features(ByteBuffer halves, int batch, NDManager scope) {
        Shape input = plan.inputShape();
        Shape stored = new Shape(batch, input.get(3), input.get(2));
        NDArray half = scope.create(halves.duplicate().order(halves.order()), stored, DataType.FLOAT16);
        return half.toType(DataType.FLOAT32, true).transpose(0, 2, 1).expandDims(1);
    }

    /**
     * Scores a batch without learning from it.
     *
     * @param batch windows and targets
     * @return the scores, {@code (B, K)} row by row, and the loss
     */
    public Scored score(Batch batch) {
        try (NDManager scope = manager.newSubManager()) {
            Augmenter.Lot lot = lot(batch, scope);
            NDArray logits = network.forward(parameters, new NDList(lot.features()), false)
                    .singletonOrThrow();
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

    /**
     * How many numbers can learn.
     *
     * @return the sizes of all weights that are not frozen, together
     */
    public long trainable() {
        return gradients.size();
    }

    /**
     * Which weights there was nothing to start from for.
     *
     * @return the names of those that are random
     */
    public Set<String> unfilled() {
        return Collections.unmodifiableSet(unfilled);
    }

    /**
     * The names of all weights.
     *
     * @return as in {@link #weights}
     */
    public Set<String> names() {
        return Parameters.named(network).keySet();
    }

    /**
     * The weights as they are now.
     *
     * @return tensors by name
     */
    public Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Map.Entry<String, Parameter> entry : Parameters.named(network).entrySet()) {
            weights.put(entry.getKey(), tensor(entry.getValue().getArray()));
        }
        return weights;
    }

    /**
     * What the optimiser remembers.
     *
     * @return tensors by name
     */
    public Map<String, Tensor> optimiser() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        gradients.optimiser().state().forEach((name, array) -> state.put(name, tensor(array)));
        return state;
    }

    /**
     * Goes on with what the optimiser of another run remembered.
     *
     * @param state as from {@link #optimiser}
     */
    public void restore(Map<String, Tensor> state) {
        state.forEach((name, tensor) ->
                gradients.optimiser().restore(name, manager.create(tensor.values(), new Shape(tensor.shape()))));
    }

    private static Tensor tensor(NDArray array) {
        return new Tensor(array.getShape().getShape(), array.toFloatArray());
    }

    /** How many arrays of native memory it holds; what grows from step to step leaks. */
    int arrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        manager.close();
    }
}
