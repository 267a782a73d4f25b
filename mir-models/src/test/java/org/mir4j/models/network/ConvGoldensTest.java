// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.nn.Block;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.BlockGoldens;
import org.mir4j.models.BlockGoldens.Golden;
import org.mir4j.models.settings.Omittable;

/** Convolutional encoders and their layers against PyTorch's. */
class ConvGoldensTest {

    private static final float MOBILE_EPSILON = 1e-3f;

    /** The settings of a golden, of which there is one. */
    public record Holder(
            @Omittable EncoderSettings encoder,
            @Omittable InvertedResidual.Settings inverted,
            @Omittable int bottleneck) {}

    static List<Golden> goldens() {
        return BlockGoldens.of("conv-blocks");
    }

    private static Block block(Golden golden) {
        Holder settings = golden.settings(Holder.class);
        if (settings.encoder() != null) {
            return settings.encoder().build((int) golden.inputShape().get(2));
        }
        return settings.inverted() == null
                ? new SqueezeExcitation((int) golden.inputShape().get(1), settings.bottleneck())
                : new InvertedResidual(settings.inverted(), MOBILE_EPSILON);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void encodersAreTorchs(Golden golden) {
        BlockGoldens.require(golden, () -> block(golden));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aPassInTrainingMovesTheStatisticsOfBatchNormsAsTorchDoes(Golden golden) {
        BlockGoldens.requireStatistics(golden, () -> block(golden));
    }
}
