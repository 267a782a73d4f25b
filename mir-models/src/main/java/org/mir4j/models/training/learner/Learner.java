package org.mir4j.models.training.learner;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.training.recipe.Recipe;
import org.mir4j.models.training.recipe.Seed;

/**
 * A network that learns, step by step. It owns native memory: close it.
 *
 * <p>All that is random in a step comes from the seed and the step's number, so that a training can be gone on with
 * from any step as if it had never been interrupted.
 *
 * @param <B> what it learns from in a step
 */
public abstract class Learner<B> implements AutoCloseable {

    private final Recipe recipe;
    private final Engine engine = PyTorch.engine();
    private final NDManager manager;
    private final ParameterStore parameters;
    private AbstractBlock network;
    private Gradients gradients;
    private Set<String> unfilled;

    /**
     * @param recipe how it learns
     * @param device where it runs
     */
    protected Learner(Recipe recipe, Device device) {
        this.recipe = recipe;
        manager = engine.newBaseManager(device);
        parameters = new ParameterStore(manager, false);
    }

    /**
     * Fills the network, which can then learn.
     *
     * @param block the network
     * @param input the shape of what it hears
     * @param start weights to start from, wherever names and shapes agree; the others are random
     * @param parts what learns how
     */
    protected final void start(AbstractBlock block, Shape input, Map<String, Tensor> start, Parts parts) {
        network = block;
        engine.setRandomSeed(seed(0));
        unfilled = Parameters.start(network, start, manager, input);
        Parameters.channelsLast(network);
        gradients = new Gradients(parts, recipe.optimiser(), manager);
    }

    private int seed(long step) {
        return new Seed(recipe.seed()).random(step).nextInt();
    }

    /**
     * What is to be made small.
     *
     * @param batch what is learned from
     * @param scope of the step
     * @param random for all that is random
     * @return computes the cost, one number; called once, and only what it does itself has a gradient
     */
    protected abstract Supplier<NDArray> cost(B batch, NDManager scope, Random random);

    /**
     * Learns from a batch.
     *
     * @param batch what is learned from
     * @param factor of the schedule
     * @param step the number of the step, from 1
     * @return the loss before the step
     */
    public final double learn(B batch, double factor, long step) {
        engine.setRandomSeed(seed(step));
        try (NDManager scope = manager.newSubManager()) {
            Supplier<NDArray> cost = cost(batch, scope, new Random(seed(step)));
            double value;
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray loss = cost.get();
                collector.backward(loss);
                value = loss.getFloat();
            }
            if (Double.isFinite(value)) {
                value = gradients.step(factor, step) ? value : Double.NaN;
            }
            return value;
        }
    }

    /**
     * Where the weights live.
     *
     * @return the manager, to be closed by the learner alone
     */
    protected final NDManager manager() {
        return manager;
    }

    /**
     * The values of the weights.
     *
     * @return what a forward pass takes them from
     */
    protected final ParameterStore parameters() {
        return parameters;
    }

    /**
     * How many numbers can learn.
     *
     * @return the sizes of all weights that are not frozen, together
     */
    public final long trainable() {
        return gradients.size();
    }

    /**
     * Which weights there was nothing to start from for.
     *
     * @return the names of those that are random
     */
    public final Set<String> unfilled() {
        return Collections.unmodifiableSet(unfilled);
    }

    /**
     * The names of all weights.
     *
     * @return as in {@link #weights}
     */
    public final Set<String> names() {
        return Parameters.named(network).keySet();
    }

    /**
     * The weights as they are now.
     *
     * @return tensors by name
     */
    public final Map<String, Tensor> weights() {
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
    public final Map<String, Tensor> optimiser() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        gradients.optimiser().state().forEach((name, array) -> state.put(name, tensor(array)));
        return state;
    }

    /**
     * Goes on with what the optimiser of another run remembered.
     *
     * @param state as from {@link #optimiser}
     */
    public final void restore(Map<String, Tensor> state) {
        state.forEach((name, tensor) ->
                gradients.optimiser().restore(name, manager.create(tensor.values(), new Shape(tensor.shape()))));
    }

    private static Tensor tensor(NDArray array) {
        return new Tensor(array.getShape().getShape(), array.toFloatArray());
    }

    /**
     * How many arrays of native memory it holds.
     *
     * @return what grows from step to step leaks
     */
    public final int arrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        manager.close();
    }
}
