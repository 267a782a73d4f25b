// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.models.layer.Constants;

/**
 * How far masked mixtures are from the stems: mean absolute errors, each as a part of the mixture's own mean, and the root
 * of the error's energy, as a part of the mixture's.
 *
 * <p>The latter is what a signal-to-distortion ratio is made of (Vincent et al., "Performance measurement in blind audio
 * source separation", IEEE TASLP 14, 2006). Sources of the others: the magnitudes of Jansson et al.,
 * ISMIR 2017, equation 1; the complex spectrogram and the waveform of Défossez et al., "Music source separation in the
 * waveform domain", 2019, section 4.
 */
final class StemLoss {

    private static final float FLOOR = 1e-6f;

    private final StemLossSettings settings;
    private final Stft stft;
    private final boolean complementary;

    /**
     * @param settings the weights of its parts
     * @param stft of the spectra
     * @param complementary whether there are two stems whose masks sum to 1: what is wrong with one is then missing from
     *     the other, and it is enough to look at the first
     */
    StemLoss(StemLossSettings settings, Stft stft, boolean complementary) {
        this.settings = settings;
        this.stft = stft;
        this.complementary = complementary;
    }

    /**
     * The loss.
     *
     * @param masks {@code (B, S, C, F, T)}
     * @param spectra of the same mixtures
     * @return one number
     */
    NDArray of(NDArray masks, Spectra spectra) {
        NDList costs = new NDList();
        if (settings.magnitude() > 0) {
            NDArray masked = masks.mul(spectra.magnitudes().expandDims(1));
            NDArray error = masked.sub(spectra.stems().abs());
            costs.add(relative(error, spectra.magnitudes(), spectra, settings.magnitude()));
        }
        NDArray looked = complementary ? masks.get(":, :1") : masks;
        if (settings.complex() > 0 || settings.energy() > 0) {
            addComplex(looked, spectra, costs);
        }
        if (settings.waveform() > 0) {
            costs.add(waveform(looked, spectra));
        }
        return costs.stream().reduce(NDArray::add).orElseThrow();
    }

    /** The errors of the complex spectrum. */
    private void addComplex(NDArray masks, Spectra spectra, NDList costs) {
        NDArray mixture = parts(spectra.mixture());
        NDArray error = masks.expandDims(1)
                .mul(mixture.expandDims(2))
                .sub(parts(complementary ? spectra.stems().get(":, :1") : spectra.stems()));
        if (settings.complex() > 0) {
            costs.add(relative(error, mixture, spectra, settings.complex()));
        }
        if (settings.energy() > 0) {
            NDArray ratio = energies(error).div(energies(mixture).maximum(FLOOR * FLOOR));
            NDArray root = Constants.atLeast(ratio, FLOOR).sqrt(); // whose gradient is finite where there is no error
            costs.add(Constants.times(spectra.mean(root), (float) settings.energy()));
        }
    }

    /** {@code (B, ...)} to the mean square of each. */
    private static NDArray energies(NDArray numbers) {
        return numbers.reshape(numbers.getShape().get(0), -1).square().mean(new int[] {1});
    }

    /** Real and imaginary parts, one after the other: {@code (B, ...)} to {@code (B, 2, ...)}. */
    private static NDArray parts(NDArray complex) {
        NDArray pairs = complex.real();
        return NDArrays.stack(new NDList(pairs.get("..., 0"), pairs.get("..., 1")), 1);
    }

    /** The error of samples through the inverse STFT. */
    private NDArray waveform(NDArray masks, Spectra spectra) {
        Shape shape = masks.getShape();
        long rows = shape.get(0) * shape.get(1) * shape.get(2);
        NDArray estimates = masks.mul(spectra.mixture().expandDims(1)).reshape(rows, shape.get(3), shape.get(4));
        NDArray windows = stft.overlappedWindows(shape.get(4), masks.getManager());
        long length = spectra.samples().getShape().get(1);
        NDArray samples = spectra.samples()
                .mul(windows.get(":, :" + length)) // ends count as little as they are known
                .reshape(shape.get(0), -1, shape.get(2), length);
        NDArray truth = samples.get(":, :" + shape.get(1)).reshape(rows, length);
        NDArray error = stft.overlapped(estimates).get(":, :" + length).sub(truth);
        return relative(error.reshape(shape.get(0), -1), samples.sum(new int[] {1}), spectra, settings.waveform());
    }

    /** The mean absolute error of each mixture as a part of the mixture's own mean. */
    private static NDArray relative(NDArray error, NDArray mixture, Spectra spectra, double weight) {
        NDArray parts = means(error).div(means(mixture).maximum(FLOOR));
        return Constants.times(spectra.mean(parts), (float) weight);
    }

    /** {@code (B, ...)} to the mean size of each. */
    private static NDArray means(NDArray numbers) {
        return numbers.reshape(numbers.getShape().get(0), -1).abs().mean(new int[] {1});
    }
}
