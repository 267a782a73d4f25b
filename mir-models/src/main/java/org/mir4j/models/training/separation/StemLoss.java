package org.mir4j.models.training.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.mir4j.audio.spectral.Stft;
import org.mir4j.models.layer.Constants;
import org.mir4j.models.training.recipe.StemLossSettings;

/**
 * How far masked mixtures are from the stems: mean absolute errors, each as a part of the mixture's own mean.
 *
 * <p>Sources: the magnitudes of Jansson et al., ISMIR 2017, equation 1; the complex spectrogram and the waveform of
 * Défossez et al., "Music source separation in the waveform domain", 2019, section 4.
 */
final class StemLoss {

    private static final float FLOOR = 1e-6f;

    private final StemLossSettings settings;
    private final Stft stft;

    StemLoss(StemLossSettings settings, Stft stft) {
        this.settings = settings;
        this.stft = stft;
    }

    /**
     * The loss.
     *
     * @param masks {@code (B, S, C, F, T)}
     * @param spectra of the same mixtures
     * @return one number
     */
    NDArray of(NDArray masks, Spectra spectra) {
        NDArray sum = null;
        if (settings.magnitude() > 0) {
            NDArray masked = masks.mul(spectra.magnitudes().expandDims(1));
            NDArray error = masked.sub(spectra.stems().abs()).abs();
            sum = weighted(error, spectra.magnitudes(), settings.magnitude(), sum);
        }
        if (settings.complex() > 0) {
            NDArray parts = parts(spectra.mixture());
            NDArray error = masks.expandDims(5)
                    .mul(parts.expandDims(1))
                    .sub(parts(spectra.stems()))
                    .abs();
            sum = weighted(error, parts.abs(), settings.complex(), sum);
        }
        if (settings.waveform() > 0) {
            sum = weighted(waveform(masks, spectra), null, settings.waveform(), sum);
        }
        return sum;
    }

    /** Real and imaginary parts side by side, {@code (..., 2)}. */
    private static NDArray parts(NDArray complex) {
        return complex.real();
    }

    /** The error of samples, {@code (B, S, C, N)}, each as a part of the mean of its mixture. */
    private NDArray waveform(NDArray masks, Spectra spectra) {
        Shape shape = masks.getShape();
        long rows = shape.get(0) * shape.get(1) * shape.get(2);
        NDArray estimates = masks.mul(spectra.mixture().expandDims(1)).reshape(rows, shape.get(3), shape.get(4));
        NDArray windows = stft.overlappedWindows(shape.get(4), masks.getManager());
        long length = spectra.samples().getShape().get(1);
        NDArray samples = spectra.samples().mul(windows.get(":, :" + length)); // ends count as little as they are known
        NDArray error =
                stft.overlapped(estimates).get(":, :" + length).sub(samples).abs();
        NDArray mixture = samples.reshape(shape.get(0), shape.get(1), shape.get(2), length)
                .sum(new int[] {1})
                .abs();
        return error.reshape(shape.get(0), shape.get(1), shape.get(2), length).div(means(mixture, 4));
    }

    /** Adds an error of each mixture as a part of the mixture's mean. */
    private static NDArray weighted(NDArray error, NDArray mixture, double weight, NDArray sum) {
        NDArray part = mixture == null
                ? error
                : error.div(means(mixture, error.getShape().dimension()));
        NDArray cost = Constants.times(part.mean(), (float) weight);
        return sum == null ? cost : sum.add(cost);
    }

    private static NDArray means(NDArray mixture, int axes) {
        long size = mixture.getShape().get(0);
        long[] column = new long[axes];
        Arrays.fill(column, 1);
        column[0] = size;
        return mixture.reshape(size, -1).mean(new int[] {1}).maximum(FLOOR).reshape(new Shape(column));
    }
}
