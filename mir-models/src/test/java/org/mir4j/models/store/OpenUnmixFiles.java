// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.TinyModel;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.card.MaskingTask.Wiener;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.masking.MaskNetworkSettings.OpenUnmixSettings;
import org.mir4j.models.masking.OpenUnmixWeights;

/** Files of weights with the names and shapes of Open-Unmix, and models that are published as such files. */
final class OpenUnmixFiles {

    static final int CHANNELS = 2;
    static final int BINS = 9;
    static final int SEEN = 5;

    private OpenUnmixFiles() {}

    /** What a file of one stem holds, with the counters that the authors' code saves too. */
    static Map<String, Tensor> tensors(int hidden, float value) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        put(tensors, "fc1.weight", value, hidden, CHANNELS * SEEN);
        norm(tensors, "bn1", hidden);
        for (String direction : List.of("", "_reverse")) {
            put(tensors, "lstm.weight_ih_l0" + direction, value, 2 * hidden, hidden);
            put(tensors, "lstm.weight_hh_l0" + direction, value, 2 * hidden, hidden / 2);
            put(tensors, "lstm.bias_ih_l0" + direction, value, 2 * hidden);
            put(tensors, "lstm.bias_hh_l0" + direction, value, 2 * hidden);
        }
        put(tensors, "fc2.weight", value, hidden, 2 * hidden);
        norm(tensors, "bn2", hidden);
        put(tensors, "fc3.weight", value, CHANNELS * BINS, hidden);
        norm(tensors, "bn3", CHANNELS * BINS);
        put(tensors, "input_mean", 0, SEEN);
        put(tensors, "input_scale", 1, SEEN);
        put(tensors, "output_scale", 1, BINS);
        put(tensors, "output_mean", 1, BINS);
        put(tensors, "sample_rate", 44100);
        put(tensors, "stft.window", 1, 2 * (BINS - 1));
        return tensors;
    }

    private static void norm(Map<String, Tensor> tensors, String name, int size) {
        for (String vector : List.of("weight", "running_var")) {
            put(tensors, name + "." + vector, 1, size);
        }
        for (String vector : List.of("bias", "running_mean")) {
            put(tensors, name + "." + vector, 0, size);
        }
        put(tensors, name + ".num_batches_tracked", 7);
    }

    private static void put(Map<String, Tensor> tensors, String name, float value, int... shape) {
        long[] sizes = new long[shape.length];
        int count = 1;
        for (int i = 0; i < shape.length; i++) {
            sizes[i] = shape[i];
            count *= shape[i];
        }
        float[] values = new float[count];
        Arrays.fill(values, value);
        tensors.put(name, new Tensor(sizes, values));
    }

    static Path write(Path file, Map<String, Tensor> tensors) {
        try {
            Files.createDirectories(file.getParent());
            Checkpoint.write(file, tensors);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a stem's file under a name that carries how its checksum begins. */
    static Path publish(Path directory, String stem, String separator, float value) {
        Path draft = write(directory.resolve("draft"), tensors(4, value));
        Path file = directory.resolve(stem + separator + TinyModel.sha256(draft).substring(0, 8) + ".pth");
        try {
            return Files.move(draft, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The card of published files, whose names say what their checksums begin with. */
    static ModelCard card(String name, ModelCard.Licence licence, List<String> stems, List<Path> files) {
        List<Source.Part> parts = new ArrayList<>();
        for (Path path : files) {
            String file = path.getFileName().toString();
            String digits = file.substring(file.length() - 12, file.length() - 4);
            parts.add(new Source.Part(null, file, digits, OpenUnmixWeights.prefix(parts.size())));
        }
        Source source = new Source(null, null, null, OpenUnmixWeights.IGNORED, List.of(), null, parts);
        MaskingTask task = new MaskingTask(
                8000,
                CHANNELS,
                StftSettings.hann(2 * (BINS - 1), BINS - 1),
                new OpenUnmixSettings(4, 1, false, SEEN, null),
                stems,
                new Segment(200, 100),
                new Wiener(1, 50, false, null));
        return new ModelCard(name, "a toy", source, licence, List.of("the toys"), List.of(), List.of(), null, task);
    }
}
