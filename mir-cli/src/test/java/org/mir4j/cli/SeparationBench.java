// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioTags;
import org.mir4j.audio.io.AudioWriter;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.card.CardJson;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.layer.UpConvNorm;
import org.mir4j.models.masking.MaskNetwork;
import org.mir4j.models.masking.MaskNetworkSettings.MaskActivation;
import org.mir4j.models.masking.MaskNetworkSettings.UNetSettings;

/**
 * Songs, and two toys that separate them. One gives all above 2 kHz to the vocals and the rest to the accompaniment, so
 * that they sum to the song; the other gives the song itself as both.
 */
public final class SeparationBench implements AutoCloseable {

    /** The rate of songs, in Hz; the toys operate at the same. */
    public static final int RATE = 16_000;

    private static final int BINS = 65;
    private static final int FIRST_OF_VOCALS = 16; // at 2 kHz
    private static final int LEVEL_FRAMES = 16;

    private final Workbench bench;

    public SeparationBench(Path directory) throws IOException {
        bench = new Workbench(directory);
        install("split", MaskActivation.SOFTMAX);
        install("same", MaskActivation.SIGMOID);
    }

    public Path path(String name) {
        return bench.path(name);
    }

    public Workbench workbench() {
        return bench;
    }

    /** The toy that separates songs. */
    public Path split() {
        return bench.path("models/split");
    }

    /** The toy that does not. */
    public Path same() {
        return bench.path("models/same");
    }

    /** Separates with the toy. */
    public Outcome separate(Object... arguments) {
        return separate(Terminal.none(), arguments);
    }

    /** Separates with the toy where a terminal shows it. */
    public Outcome separate(Terminal terminal, Object... arguments) {
        return Outcome.on(
                terminal,
                Stream.concat(Stream.of("separate", "-m", split(), "--device", "cpu"), Stream.of(arguments))
                        .map(Object::toString)
                        .toArray(String[]::new));
    }

    /** Two tones, one for each stem: 500 Hz and 5 kHz, with the sizes given. */
    public static Waveform tones(int channels, int length, double low, double high) {
        return sound(
                channels,
                length,
                n -> low * Math.sin(2 * Math.PI * 500 * n / RATE) + high * Math.sin(2 * Math.PI * 5000 * n / RATE));
    }

    /** The same in all channels, softer from one to the next. */
    public static Waveform sound(int channels, int length, IntToDoubleFunction sample) {
        float[][] rows = new float[channels][length];
        for (int n = 0; n < length; n++) {
            double value = sample.applyAsDouble(n);
            for (int c = 0; c < channels; c++) {
                rows[c][n] = (float) (value / (1 + c));
            }
        }
        return new Waveform(rows, RATE);
    }

    /** Writes a song as floats. */
    public Path song(String name, Waveform sound) throws IOException {
        return song(name, sound, AudioFormat.WAV_32F, AudioTags.none());
    }

    public Path song(String name, Waveform sound, AudioFormat format, AudioTags tags) throws IOException {
        Path file = path(name);
        Files.createDirectories(file.getParent());
        try (AudioWriter writer = new AudioWriter(file, format, sound.sampleRate(), sound.channels().length, tags)) {
            writer.write(sound);
        }
        return file;
    }

    public static Waveform read(Path file) {
        return AudioReader.of(file).readAll();
    }

    private void install(String name, MaskActivation mask) throws IOException {
        MaskingTask task = task(mask);
        Path directory = Files.createDirectories(path("models").resolve(name));
        Path file = directory.resolve("weights.safetensors");
        Checkpoint.write(file, weights(task, mask));
        ModelCard card = new ModelCard(
                name,
                "a toy",
                new Source(null, "toy.safetensors", "0".repeat(64), List.of(), List.of(), null),
                new ModelCard.Licence("CC0-1.0", ""),
                List.of(),
                List.of(),
                List.of(),
                Workbench.sha256(file),
                task);
        Files.writeString(directory.resolve("model.json"), CardJson.write(card));
    }

    private static MaskingTask task(MaskActivation mask) {
        UNetSettings network =
                new UNetSettings(List.of(2), 3, UpConvNorm.Form.INTERPOLATION, true, 0, mask, 0, 0, 0, 0);
        StftSettings stft =
                new StftSettings(128, 128, 32, StftSettings.Window.HANN_PERIODIC, StftSettings.Padding.REFLECT);
        return new MaskingTask(
                RATE, 1, stft, network, List.of("vocals", "accompaniment"), new MaskingTask.Segment(192, 32), null);
    }

    /** The input's norm says which stem a bin belongs to, and only the last convolution's middle listens to it. */
    private static Map<String, Tensor> weights(MaskingTask task, MaskActivation mask) {
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu())) {
            MaskNetwork network = task.network().build(1, BINS, 2);
            Parameters.start(network, Map.of(), manager, new Shape(1, 1, BINS, LEVEL_FRAMES));
            Map<String, Tensor> weights = new LinkedHashMap<>();
            Parameters.named(network).forEach((name, parameter) -> {
                long[] shape = parameter.getArray().getShape().getShape();
                float[] values = new float[(int) parameter.getArray().size()];
                switch (name) {
                    case "input_norm.bias" -> {
                        Arrays.fill(values, 1);
                        Arrays.fill(values, 0, FIRST_OF_VOCALS, -1);
                    }
                    case "output.weight" -> listen(values, (int) shape[1], mask);
                    case "output.bias" -> Arrays.fill(values, mask == MaskActivation.SIGMOID ? 16 : 0);
                    default -> Arrays.fill(values, name.endsWith("running_var") ? 1 : 0);
                }
                weights.put(name, new Tensor(shape, values));
            });
            return weights;
        }
    }

    private static void listen(float[] values, int inputs, MaskActivation mask) {
        if (mask == MaskActivation.SOFTMAX) {
            int middle = 9 * (inputs - 1) + 4;
            values[middle] = 10;
            values[9 * inputs + middle] = -10;
        }
    }

    @Override
    public void close() {
        bench.close();
    }
}
