// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.layer.LayerGoldens;

/** Blocks of convolutional encoders against PyTorch's. */
class ResidualBlocksTest {

    private static NDManager manager;

    @BeforeAll
    static void open() {
        manager = PyTorch.engine().newBaseManager();
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    static List<JsonObject> invertedResiduals() {
        return LayerGoldens.all("invertedResidual");
    }

    @ParameterizedTest
    @MethodSource("invertedResiduals")
    void invertedResidualsAreTorchsFoldedOrNot(JsonObject golden) {
        JsonObject sizes = golden.getAsJsonObject("sizes");
        InvertedResidual block = new InvertedResidual(
                new InvertedResidual.Settings(
                        sizes.get("size").getAsInt(),
                        sizes.get("kernel").getAsInt(),
                        sizes.get("expanded").getAsInt(),
                        sizes.get("out").getAsInt(),
                        sizes.get("bottleneck").getAsInt(),
                        sizes.get("hard_swish").getAsBoolean() ? Activations.HARD_SWISH : Activations.RELU,
                        sizes.get("stride").getAsInt()),
                1e-3f);
        LayerGoldens.requireGolden(block, golden, manager);
    }

    @Test
    void squeezeAndExcitationIsTorchs() {
        LayerGoldens.requireGolden(
                new SqueezeExcitation(4, 2),
                LayerGoldens.of("squeezeExcitation").getAsJsonObject(),
                manager);
    }
}
