// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonParser;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.settings.SettingsTree;

/** Where networks that mask are read from settings, filled with random weights, and used. */
final class NetworkBench implements AutoCloseable {

    private static final int FRAMES = 8;

    private final NDManager manager = PyTorch.engine().newBaseManager();

    /** Where one of several networks can stand. */
    public record Holder(MaskNetworkSettings network) {}

    /** Settings as they stand in a card. */
    static MaskNetworkSettings settings(String json) {
        return SettingsTree.read(JsonParser.parseString("{'network': " + json + "}"), Holder.class)
                .network();
    }

    NDManager manager() {
        return manager;
    }

    /** A network with random weights. */
    MaskNetwork network(MaskNetworkSettings settings, int channels, int bins, int stems) {
        MaskNetwork network = settings.build(channels, bins, stems);
        network.initialize(manager, DataType.FLOAT32, new Shape(1, channels, bins, FRAMES));
        return network;
    }

    /** Two spectrograms of many different numbers. */
    NDArray magnitudes(int channels, int bins, int frames) {
        Shape shape = new Shape(2, channels, bins, frames);
        return manager.arange((float) shape.size()).mul(0.7).sin().square().reshape(shape);
    }

    NDArray masks(MaskNetwork network, NDArray magnitudes) {
        return network.forward(new ParameterStore(manager, false), new NDList(magnitudes), false)
                .singletonOrThrow();
    }

    @Override
    public void close() {
        manager.close();
    }
}
