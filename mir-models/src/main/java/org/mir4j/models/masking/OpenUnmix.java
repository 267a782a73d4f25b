// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.Pass;

/**
 * Open-Unmix: for each stem a network of its own, which reads frames one after the other.
 *
 * <ul>
 *   <li>input: {@code (B, C, F, T)}
 *   <li>output: {@code (B, S, C, F, T)}, at least 0; unlike a ratio, a mask may be more than 1
 * </ul>
 *
 * <p>The mask is what the authors' network multiplies with the mixture at its end.
 *
 * <p>Parameters: {@code target1.fc1.weight} and so on, {@code target2} for the second stem. After the first dot they are
 * the authors' names, so their {@code state_dict} of one stem needs the rule {@code ^} to {@code target1.} (see
 * {@link #prefix}), without the tensors that match {@link #IGNORED}.
 *
 * <p>Source: Stöter, Uhlich, Liutkus, Mitsufuji, "Open-Unmix - A reference implementation for music source separation",
 * JOSS 4(41), 2019.
 */
public final class OpenUnmix extends MaskNetwork {

    /**
     * Regular expressions for what the authors' files hold besides weights: counters of batches, and in older files the
     * sample rate and the window of their Fourier transform.
     */
    public static final List<String> IGNORED =
            List.of("num_batches_tracked$", "^sample_rate$", "^stft\\.", "^transform\\.");

    private final List<OpenUnmixTarget> targets = new ArrayList<>();

    /**
     * @param settings sizes of each network
     * @param channels of the mixture, C
     * @param bins of a frame, F
     * @param stems how many masks, S
     * @throws IllegalArgumentException if the networks are to look at more bins than there are
     */
    public OpenUnmix(OpenUnmixSettings settings, int channels, int bins, int stems) {
        super(channels, bins, stems);
        if (settings.maxBins() > bins) {
            throw new IllegalArgumentException(
                    "Open-Unmix over " + settings.maxBins() + " bins cannot look at a spectrogram of " + bins);
        }
        for (int stem = 0; stem < stems; stem++) {
            String prefix = prefix(stem);
            String name = prefix.substring(0, prefix.length() - 1);
            targets.add(addChildBlock(name, new OpenUnmixTarget(settings, channels, bins)));
        }
    }

    /**
     * What stands before the authors' names of parameters in ours.
     *
     * @param stem from 0
     * @return the prefix with its dot
     */
    public static String prefix(int stem) {
        return "target" + (stem + 1) + ".";
    }

    @Override
    NDArray masks(Pass pass, NDArray magnitudes) {
        try (NDList masks = new NDList(targets.size())) {
            targets.forEach(target -> masks.add(pass.through(target, magnitudes)));
            return NDArrays.stack(masks, 1);
        }
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        requireFitting(inputs[0]);
        targets.forEach(target -> target.initialize(manager, type, inputs[0]));
    }
}
