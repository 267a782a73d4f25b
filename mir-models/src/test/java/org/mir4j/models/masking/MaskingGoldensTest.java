// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.BlockGoldens;
import org.mir4j.models.BlockGoldens.Golden;

/** U-Nets and band-split networks against PyTorch's, and Open-Unmix against its authors'. */
class MaskingGoldensTest {

    /** Where one of several networks can stand. */
    public record Holder(MaskNetworkSettings network) {}

    static List<Golden> goldens() {
        return Stream.of("mask-networks", "band-split", "open-unmix")
                .flatMap(file -> BlockGoldens.of(file).stream())
                .toList();
    }

    private static MaskNetwork network(Golden golden) {
        Shape shape = golden.inputShape();
        int stems = golden.get("stems").getAsInt();
        return golden.settings(Holder.class).network().build((int) shape.get(1), (int) shape.get(2), stems);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void networksAreTorchsAndOpenUnmixItsAuthors(Golden golden) {
        BlockGoldens.require(golden, () -> network(golden));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aPassInTrainingMovesTheStatisticsOfBatchNormsAsTorchDoes(Golden golden) {
        BlockGoldens.requireStatistics(golden, () -> network(golden));
    }
}
