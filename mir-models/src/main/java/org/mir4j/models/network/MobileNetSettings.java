// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.layer.InvertedResidual;
import org.mir4j.models.settings.Named;

/**
 * The settings of {@link MobileNet}.
 *
 * @param width what the channels of MobileNetV3-Large are multiplied by
 */
@Named("mobilenet-v3")
public record MobileNetSettings(double width) implements EncoderSettings {

    /** Channels are multiples of this. */
    private static final int DIVISOR = 8;

    private static final int STEM_CHANNELS = 16;
    private static final int SQUEEZE = 4;
    private static final int HEAD = 6;

    /**
     * MobileNetV3-Large's table: kernel, expanded, out, squeeze-and-excitation, hard swish, stride (Howard et al.,
     * ICCV 2019, table 1).
     */
    private static final int[][] TABLE = {
        {3, 16, 16, 0, 0, 1},
        {3, 64, 24, 0, 0, 2},
        {3, 72, 24, 0, 0, 1},
        {5, 72, 40, 1, 0, 2},
        {5, 120, 40, 1, 0, 1},
        {5, 120, 40, 1, 0, 1},
        {3, 240, 80, 0, 1, 2},
        {3, 200, 80, 0, 1, 1},
        {3, 184, 80, 0, 1, 1},
        {3, 184, 80, 0, 1, 1},
        {3, 480, 112, 1, 1, 1},
        {3, 672, 112, 1, 1, 1},
        {5, 672, 160, 1, 1, 2},
        {5, 960, 160, 1, 1, 1},
        {5, 960, 160, 1, 1, 1},
    };

    private static final double WIDEST = 10;

    /** Refuses widths that leave nothing, and ones that nobody has trained. */
    public MobileNetSettings {
        if (!(width > 0 && width <= WIDEST)) {
            throw new IllegalArgumentException(
                    "a width multiplier is positive and at most " + WIDEST + ", got " + width);
        }
    }

    @Override
    public Encoder build(int melBands) {
        return new MobileNet(this);
    }

    int stemChannels() {
        return channels(STEM_CHANNELS);
    }

    /** How many channels come out. */
    int headChannels() {
        return HEAD * channels(TABLE[TABLE.length - 1][2]);
    }

    List<InvertedResidual.Settings> blocks() {
        List<InvertedResidual.Settings> blocks = new ArrayList<>();
        int in = stemChannels();
        for (int[] row : TABLE) {
            int expanded = channels(row[1]);
            int out = channels(row[2]);
            int bottleneck = row[3] == 1 ? divisible(expanded / SQUEEZE) : 0;
            Activations activation = row[4] == 1 ? Activations.HARD_SWISH : Activations.RELU;
            blocks.add(new InvertedResidual.Settings(in, row[0], expanded, out, bottleneck, activation, row[5]));
            in = out;
        }
        return blocks;
    }

    private int channels(int full) {
        return divisible(full * width);
    }

    /** The nearest multiple of the divisor that is no more than a tenth below. */
    private static int divisible(double channels) {
        int nearest = Math.max(DIVISOR, (int) (channels + DIVISOR / 2.0) / DIVISOR * DIVISOR);
        return nearest < 0.9 * channels ? nearest + DIVISOR : nearest;
    }
}
