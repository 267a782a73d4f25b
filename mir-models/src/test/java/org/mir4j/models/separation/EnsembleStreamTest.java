// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.separation.EnsembleOptions.Combination;
import org.mir4j.models.separation.EnsembleStems.Member;

/** Stems of several models, combined block by block, beside numpy and librosa on the whole. */
class EnsembleStreamTest {

    private static final int RATE = 44_100;
    private static final int CHANNELS = 2;
    private static final int MODELS = 3;

    private static JsonObject golden() throws IOException {
        return JsonParser.parseString(Files.readString(Path.of("src/test/resources/goldens/ensembles.json")))
                .getAsJsonObject();
    }

    /** What a model gives: the formula of make_ensembles.py. */
    private static float[][] stem(int model, int length) {
        float[][] rows = new float[CHANNELS][length];
        for (int c = 0; c < CHANNELS; c++) {
            for (int n = 0; n < length; n++) {
                double beat = Math.sin(2 * Math.PI * n * (model + 1) / 9000);
                rows[c][n] = (float) (beat * Math.sin(0.03 * (model + 1) * n + c) + 0.3 * Math.sin(0.5 * n));
            }
        }
        return rows;
    }

    /** Runs what the models give through an ensemble; each model gives it in blocks of a size of its own. */
    private static List<float[]> combined(EnsembleOptions options, EnsembleStems stems, int length, int... blocks) {
        List<List<float[]>> rows = new ArrayList<>();
        int[] given = new int[MODELS];
        try (EnsembleStream stream = new EnsembleStream(stems, options, MODELS, RATE, CHANNELS)) {
            boolean ended = false;
            while (!ended) {
                ended = true;
                for (int model = 0; model < MODELS; model++) {
                    int to = Math.min(length, given[model] + blocks[model % blocks.length]);
                    if (to > given[model]) {
                        stream.add(model, part(model, stems.selection(model).names(), length, given[model], to));
                    }
                    given[model] = to;
                    ended &= to == length;
                }
                stream.ready(false).forEach(part -> keep(part, rows));
            }
            stream.ready(true).forEach(part -> keep(part, rows));
        }
        return rows.stream().map(EnsembleStreamTest::joined).toList();
    }

    private static StemAudio part(int model, List<String> names, int length, int from, int to) {
        Map<String, Waveform> stems = new LinkedHashMap<>();
        names.forEach(name -> stems.put(name, new Waveform(stem(model, length), RATE).slice(from, to)));
        return new StemAudio(new Waveform(new float[CHANNELS][length], RATE).slice(from, to), stems);
    }

    private static void keep(StemAudio part, List<List<float[]>> rows) {
        int row = 0;
        for (Waveform stem : part.stems().values()) {
            for (float[] channel : stem.channels()) {
                if (rows.size() == row) {
                    rows.add(new ArrayList<>());
                }
                rows.get(row++).add(channel);
            }
        }
    }

    private static float[] joined(List<float[]> pieces) {
        float[] whole =
                new float[pieces.stream().mapToInt(piece -> piece.length).sum()];
        int at = 0;
        for (float[] piece : pieces) {
            System.arraycopy(piece, 0, whole, at, piece.length);
            at += piece.length;
        }
        return whole;
    }

    private static EnsembleStems all(String... outputs) {
        List<Member> members = new ArrayList<>();
        for (int model = 0; model < MODELS; model++) {
            members.add(new Member("model-" + model, List.of(outputs[model].split(" "))));
        }
        return EnsembleStems.all(members, false);
    }

    @ParameterizedTest
    @CsvSource({
        "MEAN, mean, 1e-6",
        "MEAN, weighted-mean, 1e-6",
        "MEDIAN, median, 1e-6",
        "MAX_MAGNITUDE, max-magnitude, 1e-5",
        "MIN_MAGNITUDE, min-magnitude, 1e-5"
    })
    void stemsAreCombinedAsNumpyAndLibrosaDo(Combination combination, String name, double tolerance)
            throws IOException {
        JsonObject golden = golden();
        EnsembleOptions options = name.startsWith("weighted")
                ? EnsembleOptions.mean(golden.getAsJsonArray("weights").asList().stream()
                        .map(JsonElement::getAsDouble)
                        .toList())
                : EnsembleOptions.of(combination);
        int length = golden.get("length").getAsInt();
        int step = golden.get("step").getAsInt();
        List<float[]> rows = combined(options, all("vocals", "vocals", "vocals"), length, 5000, 65_536, 30_000);
        JsonArray expected = golden.getAsJsonObject("combined").getAsJsonArray(name);
        for (int c = 0; c < CHANNELS; c++) {
            float[] channel = rows.get(c);
            assertEquals(length, channel.length);
            JsonArray values = expected.get(c).getAsJsonArray();
            for (int i = 0; i < values.size(); i++) {
                assertEquals(values.get(i).getAsDouble(), channel[i * step], tolerance, name + " at " + i * step);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 700, 1024, 1025, 2047, 65_536, 66_560, 140_001})
    void ofModelsThatAgreeNothingIsChanged(int length) {
        EnsembleStems stems = all("vocals", "vocals", "vocals");
        for (Combination combination : Combination.values()) {
            List<float[]> rows = new ArrayList<>();
            try (EnsembleStream stream =
                    new EnsembleStream(stems, EnsembleOptions.of(combination), MODELS, RATE, CHANNELS)) {
                for (int model = 0; model < MODELS; model++) {
                    stream.add(model, part(0, List.of("vocals"), length, 0, length));
                }
                stream.ready(false)
                        .forEach(part -> rows.add(part.stems().get("vocals").channels()[1]));
                stream.ready(true)
                        .forEach(part -> rows.add(part.stems().get("vocals").channels()[1]));
            }
            float[] expected = stem(0, length)[1];
            assertArrayEquals(expected, joined(rows), 1e-6f, combination + " of " + length + " samples");
        }
    }

    @ParameterizedTest
    @EnumSource(Combination.class)
    void theSizeOfBlocksChangesNothing(Combination combination) {
        EnsembleStems stems = all("vocals", "vocals", "vocals");
        EnsembleOptions options = EnsembleOptions.of(combination);
        List<float[]> atOnce = combined(options, stems, 150_000, 150_000);
        List<float[]> inBlocks = combined(options, stems, 150_000, 44_100, 1000, 100_000);
        for (int row = 0; row < atOnce.size(); row++) {
            assertArrayEquals(atOnce.get(row), inBlocks.get(row), 1e-6f);
        }
    }

    @Test
    void aStemIsOfTheModelsThatGiveIt() {
        EnsembleStems stems = all("vocals accompaniment", "drums vocals", "drums bass");
        assertEquals(List.of("vocals", "accompaniment", "drums", "bass"), stems.names());
        assertEquals(List.of("model-0", "model-1"), stems.models("vocals"));
        assertEquals(List.of("model-2"), stems.models("bass"));
        int length = 3000;
        List<float[]> rows = combined(EnsembleOptions.mean(List.of(1.0, 3.0, 5.0)), stems, length, 1024, 2048, 3000);
        float[][] first = stem(0, length);
        float[][] second = stem(1, length);
        float[] vocals = new float[length];
        for (int n = 0; n < length; n++) {
            vocals[n] = (first[0][n] + 3 * second[0][n]) / 4;
        }
        assertArrayEquals(vocals, rows.get(0), 1e-6f);
        assertArrayEquals(first[1], rows.get(3), "what one model gives stays as it is");
        assertArrayEquals(stem(2, length)[0], rows.get(6));
    }
}
