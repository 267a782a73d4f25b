// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import java.util.List;
import java.util.Map;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.masking.MaskNetworkSettings.OpenUnmixSettings;

/**
 * The sizes of the network of {@link OpenUnmix} for one stem, as its weights show them.
 *
 * @param channels of the mixture, C
 * @param bins of a frame, F
 * @param seen how many of the lowest bins the network receives
 * @param hidden features per frame between the layers
 * @param layers of the recurrent network
 * @param unidirectional whether the recurrent network reads time forwards only
 */
public record OpenUnmixWeights(int channels, int bins, int seen, int hidden, int layers, boolean unidirectional) {

    /**
     * Regular expressions for what the authors' files hold besides weights: counters of batches, and in older files the
     * sample rate and the window of their Fourier transform.
     */
    public static final List<String> IGNORED =
            List.of("num_batches_tracked$", "^sample_rate$", "^stft\\.", "^transform\\.");

    private static final String FIRST = "fc1.weight";
    private static final String LAST = "fc3.weight";
    private static final String INPUT = "input_mean";
    private static final String OUTPUT = "output_mean";
    private static final String RECURRENT = "lstm.weight_ih_l";
    /** The authors' names of the tensors that show the sizes; every file of a stem has them. */
    public static final List<String> SIZE_TENSORS = List.of(FIRST, LAST, INPUT, OUTPUT, RECURRENT + "0");

    /**
     * Reads the sizes off the weights of one stem.
     *
     * @param tensors by the authors' names
     * @return the sizes
     * @throws IllegalArgumentException if they are not those of an Open-Unmix, or their shapes do not fit each other
     */
    public static OpenUnmixWeights of(Map<String, Tensor> tensors) {
        for (String name : SIZE_TENSORS) {
            if (!tensors.containsKey(name)) {
                throw new IllegalArgumentException("it is not an Open-Unmix: there is no '" + name + "' among "
                        + tensors.size() + " tensors" + examples(tensors));
            }
        }
        int hidden = size(tensors, FIRST, 0);
        int seen = size(tensors, INPUT, 0);
        int bins = size(tensors, OUTPUT, 0);
        if (bins == 1) {
            throw new IllegalArgumentException("a frame has at least two bins, but '" + OUTPUT + "' has one number");
        }
        int channels = bins == 0 ? 0 : size(tensors, LAST, 0) / bins;
        requireSize(tensors, LAST, 0, "channels x bins", channels, bins);
        requireSize(tensors, FIRST, 1, "channels x bins received", channels, seen);
        requireSize(tensors, LAST, 1, "features", 1, hidden);
        int layers = 0;
        while (tensors.containsKey(RECURRENT + layers)) {
            layers++;
        }
        return new OpenUnmixWeights(
                channels, bins, seen, hidden, layers, !tensors.containsKey(RECURRENT + "0_reverse"));
    }

    private static String examples(Map<String, Tensor> tensors) {
        List<String> some = tensors.keySet().stream().limit(3).toList();
        return some.isEmpty() ? "" : ", such as " + String.join(", ", some);
    }

    private static int size(Map<String, Tensor> tensors, String name, int axis) {
        long[] shape = tensors.get(name).shape();
        if (shape.length <= axis) {
            throw new IllegalArgumentException("it is not an Open-Unmix: '" + name + "' has " + shape.length
                    + " axes, expected " + (axis + 1) + " or more");
        }
        return Math.toIntExact(shape[axis]); // no array of Java's has more
    }

    private static void requireSize(
            Map<String, Tensor> tensors, String name, int axis, String what, int count, int each) {
        int found = size(tensors, name, axis);
        if (count < 1 || each < 1 || found != count * (long) each) {
            throw new IllegalArgumentException("its shapes do not fit each other: axis " + axis + " of '" + name
                    + "' has " + found + ", expected " + what + ", where there are " + count + " x " + each);
        }
    }

    /**
     * The sizes of a network that is known.
     *
     * @param settings of the network
     * @param channels of the mixture, C
     * @param bins of a frame, F
     * @return the sizes
     */
    public static OpenUnmixWeights of(OpenUnmixSettings settings, int channels, int bins) {
        int seen = settings.maxBins() == 0 ? bins : settings.maxBins();
        return new OpenUnmixWeights(
                channels, bins, seen, settings.hidden(), settings.layers(), settings.unidirectional());
    }

    /**
     * The settings of a network of these sizes.
     *
     * @return the settings
     * @throws IllegalArgumentException if there is no such network
     */
    public OpenUnmixSettings settings() {
        return new OpenUnmixSettings(hidden, layers, unidirectional, seen == bins ? 0 : seen, null);
    }

    /**
     * How many samples a transform of so many bins has.
     *
     * @return the FFT size
     */
    public int fftSize() {
        return 2 * (bins - 1);
    }

    /**
     * What the authors' names of parameters are preceded by in ours.
     *
     * @param stem from 0
     * @return the prefix with its dot
     */
    public static String prefix(int stem) {
        return "target" + (stem + 1) + ".";
    }

    @Override
    public String toString() {
        return channels + (channels == 1 ? " channel, " : " channels, ") + bins + " bins of which it receives " + seen
                + ", " + hidden + " features, " + layers + (layers == 1 ? " layer" : " layers") + " that read "
                + (unidirectional ? "forwards" : "both ways");
    }
}
