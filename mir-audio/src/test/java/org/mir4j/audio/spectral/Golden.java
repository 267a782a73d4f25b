// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One case of a file of reference numbers; src/test/goldens holds the script that computed them. */
public record Golden(JsonObject json) {

    private static final Gson GSON = new Gson();

    /** All cases of a file, e.g. {@code stft}. */
    static Stream<Golden> cases(String file) {
        JsonArray cases = read(file).getAsJsonArray("cases");
        return StreamSupport.stream(cases.spliterator(), false).map(each -> new Golden(each.getAsJsonObject()));
    }

    public static Golden of(String file, String name) {
        return cases(file)
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static JsonObject read(String file) {
        try (Reader text = new InputStreamReader(
                Golden.class.getResourceAsStream("/goldens/" + file + ".json"), StandardCharsets.UTF_8)) {
            return GSON.fromJson(text, JsonObject.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonObject settings() {
        return json.getAsJsonObject("settings");
    }

    int integer(String setting) {
        return settings().get(setting).getAsInt();
    }

    double number(String setting) {
        return settings().get(setting).getAsDouble();
    }

    boolean has(String setting) {
        return settings().has(setting) && !settings().get(setting).isJsonNull();
    }

    /** The transform of the settings, which is periodic and over the whole frame unless they say otherwise. */
    StftSettings stft() {
        return new StftSettings(
                integer("n_fft"),
                integer("win_length"),
                integer("hop_length"),
                settings().get("window").getAsString().contains("symmetric")
                        ? StftSettings.Window.HANN_SYMMETRIC
                        : StftSettings.Window.HANN_PERIODIC,
                settings().get("pad_mode").getAsString().equals("constant")
                        ? StftSettings.Padding.ZEROS
                        : StftSettings.Padding.REFLECT);
    }

    MelSettings mel() {
        boolean kaldi = has("vtln_low");
        return new MelSettings(
                integer("n_mels"),
                number("fmin"),
                number("fmax"),
                kaldi || settings().get("htk").getAsBoolean() ? MelSettings.Scale.HTK : MelSettings.Scale.SLANEY,
                has("norm") && settings().get("norm").getAsString().equals("slaney")
                        ? MelSettings.Norm.SLANEY
                        : MelSettings.Norm.NONE,
                kaldi ? MelSettings.Triangles.MEL : MelSettings.Triangles.HERTZ);
    }

    /** Compares the stored frames (or bins) of a matrix {@code (1, rows, columns)} of real numbers. */
    void assertMatches(String values, String columns, NDArray actual, double tolerance) {
        int[] shape = GSON.fromJson(json.get("shape"), int[].class);
        assertEquals(shape[0], actual.getShape().get(1));
        assertEquals(shape[1], actual.getShape().get(2));
        int[] stored = GSON.fromJson(json.get(columns), int[].class);
        float[] all = actual.toType(DataType.FLOAT32, true).toFloatArray();
        double[][] got = new double[stored.length][shape[0]];
        for (int i = 0; i < stored.length; i++) {
            for (int row = 0; row < shape[0]; row++) {
                got[i][row] = all[row * shape[1] + stored[i]];
            }
        }
        assertClose(matrix(values), got, tolerance);
    }

    public double[][] matrix(String values) {
        return GSON.fromJson(json.get(values), double[][].class);
    }

    double[] vector(String values) {
        return GSON.fromJson(json.get(values), double[].class);
    }

    /** Every difference is at most a part of the largest magnitude expected. */
    public static void assertClose(double[][] expected, double[][] actual, double tolerance) {
        double largest = 0;
        double worst = 0;
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i].length, actual[i].length);
            for (int j = 0; j < expected[i].length; j++) {
                largest = Math.max(largest, Math.abs(expected[i][j]));
                worst = Math.max(worst, Math.abs(expected[i][j] - actual[i][j]));
            }
        }
        assertTrue(worst <= tolerance * largest, "off by " + worst / largest + " of the largest value " + largest);
    }

    /** The case's name. */
    @Override
    public String toString() {
        return json.get("name").getAsString();
    }
}
