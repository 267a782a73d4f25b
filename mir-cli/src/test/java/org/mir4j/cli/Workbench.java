// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.mir4j.audio.home.NativeCaches;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;

/**
 * A home with one small model, {@code tiny}, and recordings to tag with it. Its window is a second long. Its tags
 * {@code tag-1} to {@code tag-11} have the same scores for any sound, and {@code loud} a higher one the louder it is.
 */
public final class Workbench implements AutoCloseable {

    public static final String MODEL = "tiny";
    public static final int RATE = 16_000;

    private static final String HOME = "mir.home";
    private static final String MIRROR = "mir.models.mirror";
    private static final int TAGS = 12;

    private final Path directory;

    public Workbench(Path directory) throws IOException {
        this.directory = directory;
        Path model = Files.createDirectories(home().resolve("models").resolve(MODEL));
        Path weights = model.resolve("weights.safetensors");
        Checkpoint.write(weights, weights());
        Files.writeString(model.resolve("model.json"), card(sha256(weights)));
        NativeCaches.prepare(); // natives stay where they are unpacked already
        System.setProperty(HOME, home().toString());
        System.setProperty(MIRROR, "");
    }

    public Path home() {
        return directory.resolve("home");
    }

    public Path path(String name) {
        return directory.resolve(name);
    }

    /** The score that {@code tag-k} has for any sound. */
    public static double score(int k) {
        return (TAGS - k) / (2.0 * TAGS);
    }

    /** Writes a tone that is quiet in its first half and loud in its second. */
    public Path tone(String name, double seconds) throws IOException {
        return tone(name, seconds, 440);
    }

    /** The same at a frequency in Hz. */
    public Path tone(String name, double seconds, double hertz) throws IOException {
        int length = (int) Math.round(seconds * RATE);
        return wav(name, length, n -> (n < length / 2 ? 0.001 : 0.9) * Math.sin(2 * Math.PI * hertz * n / RATE));
    }

    /** Writes noise, another for each seed. */
    public Path noise(String name, double seconds, long seed) throws IOException {
        Random random = new Random(seed);
        return wav(name, (int) Math.round(seconds * RATE), n -> 0.3 * (2 * random.nextDouble() - 1));
    }

    /** Tags with the small model. */
    public static Outcome tag(Object... arguments) {
        return tag(Terminal.none(), arguments);
    }

    /** Tags with the small model where a terminal shows it. */
    public static Outcome tag(Terminal terminal, Object... arguments) {
        return Outcome.on(
                terminal,
                Stream.concat(Stream.of("tag", "-m", MODEL, "--device", "cpu"), Stream.of(arguments))
                        .map(Object::toString)
                        .toArray(String[]::new));
    }

    /** The names of the files in a directory, sorted. */
    public static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path wav(String name, int length, IntToDoubleFunction sound) throws IOException {
        byte[] samples = new byte[2 * length];
        for (int n = 0; n < length; n++) {
            int sample = (int) Math.round(32767 * sound.applyAsDouble(n));
            samples[2 * n] = (byte) sample;
            samples[2 * n + 1] = (byte) (sample >> 8);
        }
        Path file = path(name);
        Files.createDirectories(file.getParent());
        var stream = new AudioInputStream(
                new ByteArrayInputStream(samples), new AudioFormat(RATE, 16, 1, true, false), length);
        AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
        return file;
    }

    public Path text(String name, String text) throws IOException {
        Path file = path(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        norm(weights, "encoder.input_norm");
        // the convolution passes its input on, and the mean of the decibels becomes the logit of "loud"
        weights.put("encoder.layer1.conv.weight", new Tensor(new long[] {1, 1, 3, 3}, centre()));
        weights.put("encoder.layer1.conv.bias", new Tensor(new long[] {1}, new float[1]));
        norm(weights, "encoder.layer1.bn");
        float[] slopes = new float[TAGS];
        float[] logits = new float[TAGS];
        slopes[0] = 0.1f;
        for (int k = 1; k < TAGS; k++) {
            logits[k] = (float) Math.log(score(k) / (1 - score(k)));
        }
        logits[0] = -3;
        weights.put("classifier.output.weight", new Tensor(new long[] {TAGS, 1}, slopes));
        weights.put("classifier.output.bias", new Tensor(new long[] {TAGS}, logits));
        return weights;
    }

    private static float[] centre() {
        float[] kernel = new float[9];
        kernel[4] = 1;
        return kernel;
    }

    private static void norm(Map<String, Tensor> weights, String name) {
        weights.put(name + ".weight", new Tensor(new long[] {1}, new float[] {1}));
        weights.put(name + ".bias", new Tensor(new long[] {1}, new float[1]));
        weights.put(name + ".running_mean", new Tensor(new long[] {1}, new float[1]));
        weights.put(name + ".running_var", new Tensor(new long[] {1}, new float[] {1}));
    }

    private static String card(String sha256) {
        String labels =
                IntStream.range(1, TAGS).mapToObj(k -> "\"tag-" + k + "\"").collect(Collectors.joining(", "));
        return """
                {"name": "tiny", "summary": "a model for tests",
                 "source": {"file": "tiny.pth", "sha256": "%s"},
                 "licence": {"name": "CC0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
                 "weightsSha256": "%s",
                 "task": {"type": "tagging", "windowSeconds": 1,
                   "frontEnd": {"sampleRate": 16000, "preEmphasis": 0,
                     "stft": {"fftSize": 512, "windowLength": 512, "hop": 256, "window": "hann-periodic",
                       "padding": "reflect"},
                     "power": 2,
                     "mel": {"bands": 8, "minHertz": 0, "maxHertz": 8000, "scale": "htk", "norm": "none",
                       "triangles": "hertz"},
                     "log": {"form": "decibels", "constant": 1e-10, "range": 0}, "shift": 0, "scale": 1},
                   "network": {"encoder": {"type": "fcn", "channels": [1], "pooling": [[8, 4]]},
                     "pooling": "mean", "classifier": {"hidden": 0, "norm": false, "activation": "none"}},
                   "labels": ["loud", %s]}}
                """
                .formatted(sha256, sha256, labels);
    }

    static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        System.clearProperty(HOME);
        System.clearProperty(MIRROR);
    }
}
