// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.BlockGoldens;

/** Layers over time against PyTorch's. */
class SequenceGoldensTest {

    /** The settings of a golden. */
    public record Holder(SequenceSettings sequence) {}

    static List<BlockGoldens.Golden> goldens() {
        return Stream.of("recurrent-blocks", "transformer-blocks")
                .flatMap(file -> BlockGoldens.of(file).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void layersAreTorchs(BlockGoldens.Golden golden) {
        SequenceSettings settings = golden.settings(Holder.class).sequence();
        BlockGoldens.require(golden, () -> settings.build(golden.inputShape()));
    }
}
