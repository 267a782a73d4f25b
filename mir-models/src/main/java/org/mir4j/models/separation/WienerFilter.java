package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.CancellationException;
import org.mir4j.models.layer.Constants;

/**
 * The multichannel Wiener filter: from rough magnitudes of the stems to their spectrograms, phases and all.
 *
 * <p>First estimates are the magnitudes with the phase of the mixture, or parts of the mixture. Each round of expectation
 * maximisation then models every bin of every stem by a power that changes with time and by how the stem lies between
 * the channels, which does not, and takes from the mixture what is most probable given these models.
 *
 * <p>It runs over what it is given as a whole: over songs in segments of some 20 s, stems may move from one to the next.
 * Filters have no state, and can be used from several threads.
 *
 * <p>Source: Nugraha, Liutkus, Vincent, "Multichannel audio source separation with deep neural networks", IEEE/ACM
 * TASLP 24(9), 2016, in the form of Open-Unmix (Stöter et al., JOSS 4(41), 2019), whose {@code filtering.wiener} it
 * follows but for one thing: where the mixture is exactly zero, so are all estimates; there, theirs takes the mixture
 * for 1.
 */
public final class WienerFilter {

    /** Of a stem, a channel, a bin and a frame. */
    private static final int AXES = 4;

    private static final int MOST_CHANNELS = 2;

    /** The loudest number of a mixture that is not scaled down, for the sake of the power that stands for noise. */
    private static final double LOUDEST = 10;

    /**
     * How a filter works.
     *
     * @param iterations of expectation maximisation; 0 for the first estimates themselves
     * @param softmask whether first estimates are parts of the mixture, in the ratio of the magnitudes, rather than the
     *     magnitudes with its phase; better for poor magnitudes only
     * @param residual whether what no stem takes of the mixture is a stem of its own, the last one
     */
    public record Settings(int iterations, boolean softmask, boolean residual) {

        /** Refuses fewer than no iterations. */
        public Settings {
            if (iterations < 0) {
                throw new IllegalArgumentException("a Wiener filter has at least 0 iterations, got " + iterations);
            }
        }
    }

    private final Settings settings;

    /**
     * @param settings how it works
     */
    public WienerFilter(Settings settings) {
        this.settings = settings;
    }

    /**
     * Filters.
     *
     * @param magnitudes of the stems, {@code (S, C, F, T)}, at least 0: masks times the mixture's
     * @param mixture complex, {@code (C, F, T)}, of one channel or two
     * @return complex, {@code (S, C, F, T)}, or {@code (S + 1, C, F, T)} with the residual, beside the mixture
     * @throws IllegalArgumentException if the shapes do not fit each other, or a single stem is to be iterated on
     * @throws CancellationException if the thread is interrupted, which it stays
     */
    public NDArray apply(NDArray magnitudes, NDArray mixture) {
        Shape shape = magnitudes.getShape();
        requireFitting(shape, mixture);
        float[] pairs = numbers(mixture.real()); // real and imaginary parts in turn
        int estimates = (int) shape.get(0) + (settings.residual() ? 1 : 0);
        float[] separated = separate(numbers(magnitudes.flatten()), pairs, shape, estimates);
        Shape parts = new Shape(estimates, shape.get(1), shape.get(2), shape.get(3), 2);
        try (NDArray numbers = Constants.of(mixture.getManager(), separated, parts)) {
            return numbers.complex(); // a view, which keeps PyTorch's memory
        }
    }

    private void requireFitting(Shape magnitudes, NDArray mixture) {
        Shape shape = mixture.getShape();
        if (mixture.getDataType() != DataType.COMPLEX64) {
            throw new IllegalArgumentException(
                    "a Wiener filter expects the mixture's complex spectrogram, got " + mixture.getDataType());
        }
        if (shape.dimension() != AXES - 1 || shape.get(0) > MOST_CHANNELS) {
            throw new IllegalArgumentException(
                    "a Wiener filter expects a mixture (C, F, T) of one channel or two, got " + shape);
        }
        if (magnitudes.dimension() != AXES || !magnitudes.slice(1).equals(shape)) {
            throw new IllegalArgumentException("a Wiener filter expects magnitudes of the stems (S, C, F, T) for a"
                    + " mixture (C, F, T) of the same size, got " + magnitudes + " for " + shape);
        }
        if (magnitudes.get(0) == 1 && !settings.residual() && settings.iterations() > 0) {
            throw new IllegalArgumentException("a Wiener filter cannot iterate on a single stem, which would get all"
                    + " of the mixture: use more stems, the residual, or no iterations");
        }
    }

    private static float[] numbers(NDArray view) {
        try (NDManager scope = view.getManager().newSubManager()) {
            view.attach(scope); // and with it the copy that is made where rows do not follow each other
            return view.toFloatArray();
        }
    }

    private float[] separate(float[] magnitudes, float[] mixture, Shape shape, int estimates) {
        int channels = (int) shape.get(1);
        int bins = (int) shape.get(2);
        int frames = (int) shape.get(3);
        double scale = Math.max(1, loudest(mixture) / LOUDEST);
        float[] separated = new float[Math.toIntExact(2L * estimates * channels * bins * frames)];
        BinFilter filter = new BinFilter(settings, estimates, channels, frames);
        for (int bin = 0; bin < bins; bin++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the filter was interrupted");
            }
            for (int channel = 0; channel < channels; channel++) {
                filter.mix(channel, mixture, 2 * frames * (channel * bins + bin));
            }
            for (int stem = 0; stem < shape.get(0); stem++) {
                for (int channel = 0; channel < channels; channel++) {
                    filter.stem(stem, channel, magnitudes, frames * ((stem * channels + channel) * bins + bin));
                }
            }
            filter.run(scale);
            for (int stem = 0; stem < estimates; stem++) {
                for (int channel = 0; channel < channels; channel++) {
                    filter.read(stem, channel, separated, 2 * frames * ((stem * channels + channel) * bins + bin));
                }
            }
        }
        return separated;
    }

    private static double loudest(float[] mixture) {
        double loudest = 0;
        for (int i = 0; i < mixture.length; i += 2) {
            loudest = Math.max(loudest, (double) mixture[i] * mixture[i] + (double) mixture[i + 1] * mixture[i + 1]);
        }
        return Math.sqrt(loudest);
    }
}
