// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.models.card.SeparationTask;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.masking.MaskNetwork;
import org.mir4j.models.training.Learner;
import org.mir4j.models.training.ParameterGroups;

/** A separator that learns. */
final class SeparationLearner extends Learner<StemBatch> {

    private final SeparationTask task;
    private final MaskNetwork network;
    private final Stft stft;
    private final StemLoss loss;

    /**
     * Builds a network.
     *
     * @param recipe how it learns, and what it is
     * @param start weights to start from, wherever names and shapes agree; the others are random
     * @param device where it runs
     * @throws IllegalArgumentException if the network cannot be built
     */
    SeparationLearner(SeparationRecipe recipe, Map<String, Tensor> start, Device device) {
        super(recipe, device);
        task = recipe.separator();
        try {
            int bins = task.stft().bins();
            network = task.network().build(task.channels(), bins, task.stems().size());
            stft = new Stft(task.stft(), manager());
            loss = new StemLoss(
                    recipe.loss(), stft, network.sharesMixture() && task.stems().size() == 2);
            start(network, new Shape(1, task.channels(), bins, recipe.frames()), start, ParameterGroups.whole(network));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    protected Supplier<NDArray> cost(StemBatch batch, NDManager scope, Random random) {
        Spectra spectra = spectra(batch, scope);
        return () -> loss.of(masks(spectra, true), spectra);
    }

    private NDArray masks(Spectra spectra, boolean training) {
        return network.forward(parameters(), new NDList(spectra.magnitudes()), training)
                .singletonOrThrow();
    }

    private Spectra spectra(StemBatch batch, NDManager scope) {
        int stems = task.stems().size();
        int rows = batch.size() * stems * task.channels();
        int length = batch.samples().length / rows;
        NDArray samples = scope.create(batch.samples(), new Shape(rows, length));
        NDArray frames = stft.framed(samples);
        Shape shape = frames.getShape();
        return new Spectra(frames.reshape(batch.size(), stems, task.channels(), shape.get(1), shape.get(2)), samples);
    }

    /**
     * How well mixtures are taken apart, without learning from them.
     *
     * @param batch the stems
     * @return the energies of each stem and of its error, added up over the batch, and the loss
     */
    Errors errors(StemBatch batch) {
        return Autograd.unrecorded(() -> measured(batch));
    }

    private Errors measured(StemBatch batch) {
        try (NDManager scope = manager().newSubManager()) {
            Spectra spectra = spectra(batch, scope);
            NDArray masks = masks(spectra, false);
            double cost = loss.of(masks, spectra).getFloat();
            NDArray stems = spectra.stems();
            NDArray error = spectra.mixture().expandDims(1).mul(masks).sub(stems);
            return new Errors(energies(stems), energies(error), cost);
        }
    }

    /** By Parseval's theorem as good as those of the samples, but for the windows at the ends. */
    private static double[] energies(NDArray spectra) {
        float[] sums = spectra.abs().square().sum(new int[] {0, 2, 3, 4}).toFloatArray();
        double[] energies = new double[sums.length];
        for (int stem = 0; stem < sums.length; stem++) {
            energies[stem] = sums[stem];
        }
        return energies;
    }

    /**
     * What came out of a batch.
     *
     * @param stems the energy of each
     * @param errors the energy of what is wrong with each
     * @param loss of the batch
     */
    record Errors(double[] stems, double[] errors, double loss) {}
}
