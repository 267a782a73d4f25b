// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.BlockGoldens;

/** Attention with every score and position against PyTorch's. */
class AttentionGoldensTest {

    /** The settings of a golden. */
    public record Holder(MultiHeadAttention.Settings attention) {}

    static List<BlockGoldens.Golden> goldens() {
        return BlockGoldens.of("attention-blocks");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void attentionIsTorchs(BlockGoldens.Golden golden) {
        MultiHeadAttention.Settings settings = golden.settings(Holder.class).attention();
        BlockGoldens.require(golden, () -> new MultiHeadAttention(settings));
    }
}
