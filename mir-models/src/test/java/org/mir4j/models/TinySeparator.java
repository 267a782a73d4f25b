// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.audio.spectral.StftSettings.Padding;
import org.mir4j.audio.spectral.StftSettings.Window;
import org.mir4j.models.card.CardJson;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.SeparationTask;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.layer.UpConvNorm;
import org.mir4j.models.masking.MaskNetwork;
import org.mir4j.models.masking.MaskNetworkSettings.MaskActivation;
import org.mir4j.models.masking.MaskNetworkSettings.UNetSettings;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelDirectory;

/** A separator of a few hundred random weights, for tests that need some separator and no particular one. */
public final class TinySeparator {

    /** The rate it works at, in Hz. */
    public static final int SAMPLE_RATE = 16000;

    private static final int BINS = 65;

    private TinySeparator() {}

    /** What it is. */
    public static MaskingTask task(int channels, Segment segment) {
        UNetSettings network = new UNetSettings(
                List.of(4, 6), 3, UpConvNorm.Form.INTERPOLATION, true, 0, MaskActivation.SOFTMAX, 0, 0, 0, 0);
        StftSettings stft = new StftSettings(128, 128, 32, Window.HANN_PERIODIC, Padding.REFLECT);
        return new MaskingTask(SAMPLE_RATE, channels, stft, network, List.of("vocals", "accompaniment"), segment, null);
    }

    /** Writes it to a directory. */
    public static InstalledModel install(Path directory, MaskingTask task) {
        return install(directory, "tiny-separator", task);
    }

    /** Writes it to a directory under a name. */
    public static InstalledModel install(Path directory, String name, MaskingTask task) {
        return install(directory, name, task, weights(task));
    }

    /** Writes any separator to a directory. */
    static InstalledModel install(Path directory, String name, SeparationTask task, Map<String, Tensor> weights) {
        ModelCard card = new ModelCard(
                name,
                "a toy",
                new Source(null, "tiny.safetensors", "0".repeat(64), List.of(), List.of(), null),
                new ModelCard.Licence("CC0-1.0", ""),
                List.of(),
                List.of(),
                List.of(),
                null,
                task);
        try {
            Files.createDirectories(directory);
            Checkpoint.write(directory.resolve("weights.safetensors"), weights);
            Files.writeString(directory.resolve("model.json"), CardJson.write(card));
            return ModelDirectory.open(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Tensor> weights(MaskingTask task) {
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu())) {
            MaskNetwork network =
                    task.network().build(task.channels(), BINS, task.stems().size());
            PyTorch.engine().setRandomSeed(3);
            Parameters.start(network, Map.of(), manager, new Shape(1, task.channels(), BINS, 16));
            Map<String, Tensor> weights = new LinkedHashMap<>();
            Parameters.named(network)
                    .forEach((name, parameter) -> weights.put(
                            name,
                            new Tensor(
                                    parameter.getArray().getShape().getShape(),
                                    parameter.getArray().toFloatArray())));
            return weights;
        }
    }
}
