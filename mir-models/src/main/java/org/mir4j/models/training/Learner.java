// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.engine.RandomState;
import org.mir4j.models.layer.Parameters;

/**
 * A network that learns, step by step, on any thread, but on one at a time. It owns native memory: close it.
 *
 * <p>All that is random in a step comes from the seed and the step's number, so that a training can be gone on with
 * from any step as if it had never been interrupted, whatever else is trained in the same process: steps of several
 * networks take turns (see {@link Autograd} and {@link RandomState}).
 *
 * @param <B> what it learns from in a step
 */
public abstract class Learner<B> implements AutoCloseable {

    private static final String AVERAGE = "average.";

    private final Recipe recipe;
    private final NDManager manager;
    private final ParameterStore parameters;
    private AbstractBlock network;
    private ParameterUpdate gradients;
    private Optional<ExponentialMovingAverage> average = Optional.empty();
    private Set<String> unfilled;

    /**
     * @param recipe how it learns
     * @param device where it runs
     */
    protected Learner(Recipe recipe, Device device) {
        this.recipe = recipe;
        manager = PyTorch.engine().newBaseManager(device);
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
    protected final void start(AbstractBlock block, Shape input, Map<String, Tensor> start, ParameterGroups parts) {
        network = block;
        unfilled = RandomState.seeded(seed(0), () -> {
            Set<String> random = Parameters.start(network, start, manager, input);
            Parameters.channelsLast(network);
            gradients = new ParameterUpdate(parts, recipe.optimiser(), manager);
            if (recipe.average() > 0) {
                average =
                        Optional.of(new ExponentialMovingAverage(recipe.average(), Parameters.named(network), manager));
            }
            return random;
        });
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

    /** Puts weights back into their limits after a step, if they have any. */
    protected void constrain() {
        // most may have any value
    }

    /**
     * Learns from a batch, when it is this training's turn.
     *
     * @param batch what is learned from
     * @param factor of the schedule
     * @param step the number of the step, from 1
     * @return the loss before the step
     * @throws org.mir4j.core.error.MirException if the thread is interrupted, before or while it waits for its turn
     */
    public final double learn(B batch, double factor, long step) {
        return RandomState.seeded(seed(step), () -> learnInTurn(batch, factor, step));
    }

    private double learnInTurn(B batch, double factor, long step) {
        try (NDManager scope = manager.newSubManager()) {
            double value = Autograd.differentiated(cost(batch, scope, new Random(seed(step))))
                    .getFloat();
            if (Double.isFinite(value)) {
                value = gradients.step(factor, step) ? value : Double.NaN;
            }
            if (Double.isFinite(value)) {
                constrain();
                average.ifPresent(mean -> mean.follow(step));
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
     * Does something with the network as it is to be used: with the running mean of its weights, if there is one.
     *
     * @param <R> what comes out
     * @param use what is done, without learning
     * @return what comes out
     */
    public final <R> R averaged(Supplier<R> use) {
        return Autograd.unrecorded(() -> {
            average.ifPresent(ExponentialMovingAverage::exchange);
            try {
                return use.get();
            } finally {
                average.ifPresent(ExponentialMovingAverage::exchange);
            }
        });
    }

    /**
     * What is remembered from step to step besides the weights.
     *
     * @return tensors by name
     */
    public final Map<String, Tensor> memory() {
        Map<String, Tensor> memory = new LinkedHashMap<>();
        gradients.optimiser().state().forEach((name, array) -> memory.put(name, tensor(array)));
        average.ifPresent(mean -> mean.means().forEach((name, array) -> memory.put(AVERAGE + name, tensor(array))));
        return memory;
    }

    /**
     * Goes on with what another run remembered.
     *
     * @param memory as from {@link #memory}
     */
    public final void restore(Map<String, Tensor> memory) {
        memory.forEach((name, tensor) -> {
            NDArray array = manager.create(tensor.values(), new Shape(tensor.shape()));
            if (average.isPresent() && name.startsWith(AVERAGE)) {
                average.get().restore(name.substring(AVERAGE.length()), array);
            } else {
                gradients.optimiser().restore(name, array);
            }
        });
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
