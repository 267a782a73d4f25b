// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One case of a file of reference numbers; src/test/goldens/tagging_metrics.py computed them. */
record Golden(JsonObject json) {

    static final double TOLERANCE = 1e-9;

    private static final Gson GSON = new Gson();

    /** All cases of a file, e.g. {@code tagging-binary}. */
    static Stream<Golden> cases(String file) {
        try (Reader text = new InputStreamReader(
                Golden.class.getResourceAsStream("/goldens/" + file + ".json"), StandardCharsets.UTF_8)) {
            JsonObject json = GSON.fromJson(text, JsonObject.class);
            List<Golden> cases = new ArrayList<>();
            json.getAsJsonArray("cases").forEach(each -> cases.add(new Golden(each.getAsJsonObject())));
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String name) {
        return json.has(name);
    }

    Golden part(String name) {
        return new Golden(json.getAsJsonObject(name));
    }

    double number(String name) {
        return number(json.get(name));
    }

    double[] numbers(String name) {
        return numbers(json.get(name));
    }

    double[][] rows(String name) {
        return elements(json.get(name)).map(Golden::numbers).toArray(double[][]::new);
    }

    int[][] counts(String name) {
        return GSON.fromJson(json.get(name), int[][].class);
    }

    /** The truth of one tag. */
    boolean[] holds() {
        String truth = json.get("truth").getAsString();
        boolean[] holds = new boolean[truth.length()];
        IntStream.range(0, holds.length).forEach(i -> holds[i] = truth.charAt(i) == '1');
        return holds;
    }

    /** The scores of one tag, exactly as the reference had them. */
    double[] scores() {
        double[] scores = numbers("scores");
        return json.get("dtype").getAsString().equals("float32")
                ? DoubleStream.of(scores).map(score -> (float) score).toArray()
                : scores;
    }

    ScoreTable table() {
        double[][] scores = singles();
        String[] truth = GSON.fromJson(json.get("truth"), String[].class);
        ScoreTable.Builder table = new ScoreTable.Builder(names(scores[0].length));
        for (int track = 0; track < scores.length; track++) {
            table.add("track " + track, scores[track], tags(truth[track], '1'), tags(truth[track], '?'));
        }
        return table.build();
    }

    ClassScores classes() {
        double[][] scores = singles();
        int[] truth = GSON.fromJson(json.get("truth"), int[].class);
        ClassScores.Builder table = new ClassScores.Builder(names(scores[0].length));
        for (int track = 0; track < scores.length; track++) {
            table.add("track " + track, scores[track], "label " + truth[track]);
        }
        return table.build();
    }

    /** The scores of a table, which the reference had as numbers of 32 bits. */
    private double[][] singles() {
        float[][] singles = GSON.fromJson(json.get("scores"), float[][].class);
        double[][] scores = new double[singles.length][singles[0].length];
        for (int track = 0; track < scores.length; track++) {
            for (int tag = 0; tag < scores[track].length; tag++) {
                scores[track][tag] = singles[track][tag];
            }
        }
        return scores;
    }

    /** Precision, recall and F1 as the reference has them, in this order. */
    static void assertSame(double[] expected, PrecisionRecall actual) {
        assertArrayEquals(
                expected, new double[] {actual.precision(), actual.recall(), actual.f1()}, TOLERANCE, actual::toString);
    }

    static List<String> names(int labels) {
        return IntStream.range(0, labels).mapToObj(k -> "label " + k).toList();
    }

    private static Set<String> tags(String truth, char what) {
        Set<String> tags = new HashSet<>();
        for (int k = 0; k < truth.length(); k++) {
            if (truth.charAt(k) == what) {
                tags.add("label " + k);
            }
        }
        return tags;
    }

    private static Stream<JsonElement> elements(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false);
    }

    private static double[] numbers(JsonElement array) {
        return elements(array).mapToDouble(Golden::number).toArray();
    }

    private static double number(JsonElement value) {
        return value.isJsonNull() ? Double.NaN : value.getAsDouble();
    }

    /** The case's name. */
    @Override
    public String toString() {
        return json.get("name").getAsString();
    }
}
