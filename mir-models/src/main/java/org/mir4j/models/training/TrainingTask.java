// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.layer.ForwardContext;

/**
 * What a {@link Trainer} needs to know of one kind of model: the network, the batches, the loss, the validation, and the
 * card. Weights, optimiser, schedule, running mean, checkpoints and tables are the trainer's.
 *
 * <p>A trainer asks for {@link #identity}, has the network made by {@link #build}, then the data by {@link #prepare}, and
 * calls the rest only then, on one thread but for the making of batches, which has one of its own. All that is random
 * follows from the recipe's seed and the numbers of epoch and step, so that a training can be resumed after any step.
 *
 * @param <B> what a step learns from
 * @param <V> what a validation finds
 */
@SuppressWarnings("exports") // networks are inside of this module
public interface TrainingTask<B extends TrainingBatch, V extends Validation> {

    /**
     * How the model is made.
     *
     * @return the recipe
     */
    Recipe recipe();

    /**
     * All that the outcome depends on besides the recipe.
     *
     * @return fingerprints of data and of other models, by what they are
     * @throws org.mir4j.core.error.MirException if anything is missing or does not fit
     */
    Map<String, String> identity();

    /**
     * Builds the network, without its weights.
     *
     * @param manager of the device where it is trained, for whatever the loss needs besides the weights; closed with the
     *     training
     * @return the network, and which parameters learn how
     * @throws IllegalArgumentException if parts of the network do not fit each other or the batch
     */
    ParameterGroups build(NDManager manager);

    /**
     * The weights that a new training starts from, wherever names and shapes agree; all others are random.
     *
     * @return tensors by name; none to start at random
     */
    Map<String, Tensor> initialWeights();

    /**
     * Told once which weights of a new training are random.
     *
     * @param names of all weights
     * @param random those that {@link #initialWeights} did not give
     * @param listener is told what a person should know
     * @throws org.mir4j.core.error.ModelException if the training cannot start from there
     */
    default void started(Set<String> names, Set<String> random, TrainingListener listener) {
        // most may start at random
    }

    /**
     * Makes recordings ready to be learned from and validated on; those that cannot be read are left out.
     *
     * @param listener is told of each
     * @return a fingerprint of all recordings that can be read
     * @throws org.mir4j.core.error.MirException if anything is missing or does not fit
     */
    String prepare(TrainingListener listener);

    /**
     * How many steps an epoch has.
     *
     * @return at least one
     */
    int steps();

    /**
     * The batches of an epoch: a matter of the seed and the numbers alone.
     *
     * @param epoch its number, from 0
     * @return makes the batch of a step of the epoch, from 0, on another thread
     */
    IntFunction<B> batches(int epoch);

    /**
     * The loss of a batch.
     *
     * @param batch what is learned from
     * @param pass forward, in training
     * @param scope of the step, which closes all arrays made in it
     * @param random for all that is random
     * @return computes one number; called once, and only what it does itself has a gradient
     */
    Supplier<NDArray> loss(B batch, ForwardContext pass, NDManager scope, Random random);

    /** Puts weights back into their limits after a step, if they have any. */
    default void constrain() {
        // most may have any value
    }

    /**
     * Measures what the network has learned, unrecorded for gradients.
     *
     * @param pass forward, not in training
     * @param manager of the network's device
     * @param stopped asked every now and then
     * @return what the network reaches; empty if it was told to stop
     */
    Optional<V> validate(ForwardContext pass, NDManager manager, BooleanSupplier stopped);

    /**
     * The card of the model that the best weights so far are.
     *
     * @param validation what they reach
     * @param epoch from 1
     * @return the card, but for the digest of the weights
     */
    ModelCard card(V validation, int epoch);

    /**
     * Writes what there is to say of the best weights besides their card.
     *
     * @param validation what they reach
     * @param files of the run
     */
    default void report(V validation, TrainingFiles files) {
        // most say it all in the card
    }
}
