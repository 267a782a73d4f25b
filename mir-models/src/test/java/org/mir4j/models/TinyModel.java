// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.LogScale;
import org.mir4j.audio.spectral.MelFilterBank;
import org.mir4j.audio.spectral.MelSettings;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.card.CardJson;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.network.EncoderSettings;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.network.PoolingSettings;
import org.mir4j.models.store.InstalledModel;

/** A model of a few hundred random weights, for tests that need some model and no particular one. */
public final class TinyModel {

    /** The rate it hears, in Hz. */
    public static final int SAMPLE_RATE = 8000;

    /** Its window, in samples. */
    public static final int WINDOW = 1600;

    /** Its tags. */
    public static final List<String> LABELS = List.of("low", "high", "noise");

    private static final String NO_SHA256 = "0".repeat(64);
    private static final MelSettings MEL =
            new MelSettings(8, 0, 4000, MelSettings.Scale.HTK, MelSettings.Norm.NONE, MelSettings.Triangles.HERTZ);

    private TinyModel() {}

    /** Its card, which says that the weights come from nowhere. */
    public static ModelCard card(String name) {
        return card(name, new Source(null, name + ".safetensors", NO_SHA256, List.of("^fb$"), rules(), "fb"));
    }

    /** The card of a model whose file is published. */
    public static ModelCard card(String name, String address, Path file) {
        String fileName = file.getFileName().toString();
        return card(name, new Source(address, fileName, sha256(file), List.of("^fb$"), rules(), "fb"));
    }

    private static List<Source.Rename> rules() {
        return List.of(new Source.Rename("^net", "encoder"), new Source.Rename("^dense", "classifier.output"));
    }

    private static ModelCard card(String name, Source source) {
        return ToyCards.of(
                source,
                name,
                (double) WINDOW / SAMPLE_RATE,
                FrontEndSettings.logMel(SAMPLE_RATE, StftSettings.hann(64, 32), MEL, LogScale.decibels()),
                NetworkSettings.of(
                        new EncoderSettings.Fcn(List.of(4, 5), List.of(List.of(2, 2), List.of(4, 2))),
                        new PoolingSettings.MaxMean(),
                        NetworkSettings.Classifier.linear()),
                LABELS);
    }

    /** Its weights under our names. */
    public static Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        tensors().forEach((name, tensor) -> {
            if (!name.equals("fb")) {
                weights.put(name.replaceAll("^net", "encoder").replaceAll("^dense", "classifier.output"), tensor);
            }
        });
        return weights;
    }

    /** What its published file holds, under the names that stand in it. */
    public static Map<String, Tensor> tensors() {
        Random random = new Random(7);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("fb", filterBank());
        norm(tensors, "net.input_norm", 1, random);
        convolution(tensors, "net.layer1", 1, 4, random);
        convolution(tensors, "net.layer2", 4, 5, random);
        tensors.put("dense.weight", normal(random, 3, 10));
        tensors.put("dense.bias", normal(random, 3));
        return tensors;
    }

    private static Tensor filterBank() {
        double[][] weights = MelFilterBank.weights(MEL, SAMPLE_RATE, 64);
        float[] values = new float[weights.length * weights[0].length];
        for (int bin = 0; bin < weights[0].length; bin++) {
            for (int band = 0; band < weights.length; band++) {
                values[bin * weights.length + band] = (float) weights[band][bin];
            }
        }
        return new Tensor(new long[] {weights[0].length, weights.length}, values);
    }

    private static void convolution(Map<String, Tensor> tensors, String name, int in, int out, Random random) {
        tensors.put(name + ".conv.weight", normal(random, out, in, 3, 3));
        tensors.put(name + ".conv.bias", normal(random, out));
        norm(tensors, name + ".bn", out, random);
    }

    private static void norm(Map<String, Tensor> tensors, String name, int size, Random random) {
        tensors.put(name + ".weight", normal(random, size));
        tensors.put(name + ".bias", normal(random, size));
        tensors.put(name + ".running_mean", normal(random, size));
        Tensor variance = normal(random, size);
        for (int i = 0; i < size; i++) {
            variance.values()[i] = 1 + Math.abs(variance.values()[i]);
        }
        tensors.put(name + ".running_var", variance);
    }

    private static Tensor normal(Random random, long... shape) {
        int size = 1;
        for (long axis : shape) {
            size *= (int) axis;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = 0.3f * (float) random.nextGaussian();
        }
        return new Tensor(shape, values);
    }

    /** Writes its published file. */
    public static Path publish(Path file) {
        try {
            Checkpoint.write(file, tensors());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts it into a directory without a store's help. */
    public static InstalledModel install(Path directory, Map<String, Tensor> weights) {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve("weights.safetensors");
            Checkpoint.write(file, weights);
            ModelCard card = card(directory.getFileName().toString()).withWeights(sha256(file));
            Files.writeString(directory.resolve("model.json"), CardJson.write(card));
            return new InstalledModel(card, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The SHA-256 of a file. */
    public static String sha256(Path file) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
