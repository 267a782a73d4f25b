// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.BatchNorm;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.ConvNorm;
import org.mir4j.models.layer.ForwardContext;

/**
 * The musically motivated network: a front-end of tall filters for timbre and long filters for tempo, and a mid-end of
 * three convolutions over time with residual connections, whose outputs are all kept.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, T, E)}: the channels of the front-end and three times those of the mid-end
 * </ul>
 *
 * <p>Source: Pons et al., "End-to-end learning for music audio tagging at scale", ISMIR 2018, in the form of Won et
 * al., SMC 2020.
 */
final class MusicnnEncoder extends Encoder {

    private static final int MID_LAYERS = 3;

    private final BatchNorm inputNorm;
    private final List<ConvNorm> vertical = new ArrayList<>();
    private final List<ConvNorm> horizontal = new ArrayList<>();
    private final List<ConvNorm> mid = new ArrayList<>();
    private final int frontChannels;
    private final int midChannels;

    /**
     * @param settings channels and filters
     * @param melBands F
     */
    MusicnnEncoder(EncoderSettings.Musicnn settings, int melBands) {
        inputNorm = newInputNorm();
        for (double height : settings.verticalHeights()) {
            int width = settings.verticalWidth();
            ConvNorm.Settings tall = ConvNorm.Settings.same(
                            settings.verticalChannels(), new Shape((int) (height * melBands), width))
                    .padded(new Shape(0, width / 2));
            vertical.add(addChildBlock("vertical" + vertical.size(), new ConvNorm(tall, EPSILON)));
        }
        for (int width : settings.horizontalWidths()) {
            ConvNorm.Settings wide = ConvNorm.Settings.same(settings.horizontalChannels(), new Shape(width));
            horizontal.add(addChildBlock("horizontal" + horizontal.size(), new ConvNorm(wide, EPSILON)));
        }
        ConvNorm.Settings narrow = ConvNorm.Settings.same(settings.midChannels(), new Shape(settings.midWidth()));
        for (int i = 0; i < MID_LAYERS; i++) {
            mid.add(addChildBlock("mid" + i, new ConvNorm(narrow, EPSILON)));
        }
        frontChannels =
                settings.verticalChannels() * vertical.size() + settings.horizontalChannels() * horizontal.size();
        midChannels = settings.midChannels();
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray spectrogram) {
        try (NDArray x = context.through(inputNorm, spectrogram);
                NDArray front = front(context, x);
                NDArray first = Activation.relu(context.through(mid.get(0), front));
                NDArray second =
                        Activation.relu(context.through(mid.get(1), first)).add(first);
                NDArray third =
                        Activation.relu(context.through(mid.get(2), second)).add(second);
                NDArray all = NDArrays.concat(new NDList(front, first, second, third), 1)) {
            return all.transpose(0, 2, 1);
        }
    }

    /** {@code (B, 1, F, T)} to {@code (B, C, T)}. */
    private NDArray front(ForwardContext context, NDArray x) {
        NDList features = new NDList();
        for (ConvNorm layer : vertical) {
            // the maximum of the rectified is the rectified maximum, of which there are fewer
            try (NDArray filtered = context.through(layer, x);
                    NDArray highest = filtered.max(new int[] {2})) {
                features.add(Activation.relu(highest));
            }
        }
        try (NDArray energy = x.mean(new int[] {2})) {
            for (ConvNorm layer : horizontal) {
                features.add(Activation.relu(context.through(layer, energy)));
            }
        }
        try (features) {
            return NDArrays.concat(features, 1);
        }
    }

    @Override
    Shape encodedShape(Shape spectrogram) {
        return new Shape(spectrogram.get(0), spectrogram.get(3), frontChannels + (long) MID_LAYERS * midChannels);
    }

    @Override
    int encodedFrames(int frames) {
        return frames;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape spectrogram = inputs[0];
        long batch = spectrogram.get(0);
        long frames = spectrogram.get(3);
        inputNorm.initialize(manager, type, spectrogram);
        vertical.forEach(layer -> layer.initialize(manager, type, spectrogram));
        horizontal.forEach(layer -> layer.initialize(manager, type, new Shape(batch, 1, frames)));
        mid.get(0).initialize(manager, type, new Shape(batch, frontChannels, frames));
        for (int i = 1; i < MID_LAYERS; i++) {
            mid.get(i).initialize(manager, type, new Shape(batch, midChannels, frames));
        }
    }
}
