// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.engine.RandomState;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.Parameters;

/**
 * The weights of a network that learns, step by step, on any thread, but on one at a time; with the state of the optimiser
 * and the running mean of the weights. It owns native memory: close it.
 *
 * <p>All that is random in a step comes from the seed and the step's number, so that a training can be resumed after any
 * step as if it had never been interrupted, whatever else is trained in the same process: steps of several networks take
 * turns (see {@link Autograd} and {@link RandomState}).
 *
 * @param <B> what it learns from in a step
 */
final class TrainableNetwork<B extends TrainingBatch> implements AutoCloseable {

    private static final String AVERAGE = "average.";

    private final TrainingTask<B, ?> task;
    private final Recipe recipe;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final AbstractBlock network;
    private final Set<String> random;
    private ParameterUpdate update;
    private Optional<ExponentialMovingAverage> average = Optional.empty();
    private Optional<StartShare> start = Optional.empty();

    /**
     * Builds a network, and fills it.
     *
     * @param task whose network it is
     * @param weights to start from, wherever names and shapes agree; the others are random
     * @param device where it runs
     * @throws IllegalArgumentException if the network cannot be built
     */
    TrainableNetwork(TrainingTask<B, ?> task, Map<String, Tensor> weights, Device device) {
        this.task = task;
        recipe = task.recipe();
        manager = PyTorch.engine().newBaseManager(device);
        parameters = new ParameterStore(manager, false);
        try {
            ParameterGroups groups = task.build(manager);
            network = groups.network();
            random = RandomState.seeded(seed(0), () -> filled(groups, weights));
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    private Set<String> filled(ParameterGroups groups, Map<String, Tensor> weights) {
        Set<String> unfilled = Parameters.start(groups.network(), weights, manager, groups.input());
        Parameters.channelsLast(groups.network());
        update = new ParameterUpdate(groups, recipe.optimiser(), manager);
        if (recipe.average() > 0) {
            average = Optional.of(
                    new ExponentialMovingAverage(recipe.average(), Parameters.named(groups.network()), manager));
        }
        if (recipe.startShare() > 0) {
            start = Optional.of(new StartShare(
                    recipe.startShare(), task.initialWeights(), Parameters.named(groups.network()), manager));
        }
        return unfilled;
    }

    private int seed(long step) {
        return new Seed(recipe.seed()).random(step).nextInt();
    }

    /**
     * Learns from a batch, when it is this training's turn.
     *
     * @param batch what is learned from
     * @param factor of the schedule
     * @param number of the step, from 1
     * @return the loss before the step; not finite if nothing was learned, since it or its gradient was not
     * @throws org.mir4j.core.error.MirException if the thread is interrupted, before or while it waits for its turn
     */
    double step(B batch, double factor, long number) {
        return RandomState.seeded(seed(number), () -> stepInTurn(batch, factor, number));
    }

    private double stepInTurn(B batch, double factor, long number) {
        try (NDManager scope = manager.newSubManager()) {
            Supplier<NDArray> loss =
                    task.loss(batch, new ForwardContext(parameters, true), scope, new Random(seed(number)));
            double value = Autograd.differentiated(loss).getFloat();
            if (!Double.isFinite(value) || !update.step(factor, number)) {
                return Double.NaN;
            }
            task.constrain();
            average.ifPresent(mean -> mean.follow(number));
            return value;
        }
    }

    /** How many numbers can learn. */
    long trainable() {
        return update.size();
    }

    /** Which weights there was nothing to start from for. */
    Set<String> random() {
        return random;
    }

    /** The names of all weights. */
    Set<String> names() {
        return Parameters.named(network).keySet();
    }

    /** The weights as they are now, by name. */
    Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Map.Entry<String, Parameter> entry : Parameters.named(network).entrySet()) {
            weights.put(entry.getKey(), tensor(entry.getValue().getArray()));
        }
        return weights;
    }

    /** The weights as they are to be used: their running mean, if there is one, with the share of the start. */
    Map<String, Tensor> averagedWeights() {
        return averaged((pass, ignored) -> weights());
    }

    /**
     * Does something with the network as it is to be used: with the running mean of its weights, if there is one, and the
     * share of the start.
     *
     * @param use what is done without learning, by a pass and the manager of the network
     */
    <R> R averaged(BiFunction<ForwardContext, NDManager, R> use) {
        return Autograd.unrecorded(() -> {
            average.ifPresent(ExponentialMovingAverage::exchange);
            try {
                Supplier<R> used = () -> use.apply(new ForwardContext(parameters, false), manager);
                return start.isPresent() ? start.get().during(used) : used.get();
            } finally {
                average.ifPresent(ExponentialMovingAverage::exchange);
            }
        });
    }

    /** What is remembered from step to step besides the weights: the optimiser's state, and the running mean. */
    Map<String, Tensor> optimizerState() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        update.optimiser().state().forEach((name, array) -> state.put(name, tensor(array)));
        average.ifPresent(mean -> mean.means().forEach((name, array) -> state.put(AVERAGE + name, tensor(array))));
        return state;
    }

    /** Resumes with what another run remembered, as from {@link #optimizerState}. */
    void restore(Map<String, Tensor> state) {
        state.forEach((name, tensor) -> {
            NDArray array = manager.create(tensor.values(), new Shape(tensor.shape()));
            if (average.isPresent() && name.startsWith(AVERAGE)) {
                average.get().restore(name.substring(AVERAGE.length()), array);
            } else {
                update.optimiser().restore(name, array);
            }
        });
    }

    private static Tensor tensor(NDArray array) {
        return new Tensor(array.getShape().getShape(), array.toFloatArray());
    }

    /** How many arrays of native memory it holds: what grows from step to step leaks. */
    int arrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        manager.close();
    }
}
