// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.metric.BssEvalV4;
import org.mir4j.core.metric.BssEvalV4.FrameScores;
import org.mir4j.core.metric.Framing;
import org.mir4j.core.metric.SeparationScores;

/**
 * Scores of real stems against museval's, where the clips of MUSDB18 are at hand: the environment variable
 * MUSDB18_7S names the folder that has {@code test/*.stem.mp4}. See make_musdb_goldens.py.
 */
class MusdbScoresTest {

    private static final int RATE = 44100;
    private static final double TOLERANCE = 1e-4;

    /** A case of the goldens, shown by its name. */
    record Case(JsonObject json) {

        int integer(String key) {
            return json.get(key).getAsInt();
        }

        @Override
        public String toString() {
            return Stream.of("clip", "sources", "channels", "silent")
                    .map(key -> json.get(key).getAsString())
                    .toList()
                    .toString();
        }
    }

    static Stream<Case> cases() throws IOException {
        try (Reader text = new InputStreamReader(
                MusdbScoresTest.class.getResourceAsStream("/goldens/musdb.json"), StandardCharsets.UTF_8)) {
            JsonArray cases = new Gson().fromJson(text, JsonObject.class).getAsJsonArray("cases");
            return StreamSupport.stream(cases.spliterator(), false).map(each -> new Case(each.getAsJsonObject()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void framesOfRealStemsScoreAsInMuseval(Case golden) {
        String folder = System.getenv("MUSDB18_7S");
        assumeTrue(folder != null, "MUSDB18_7S does not name the folder of the clips of MUSDB18");
        Path clip = Path.of(folder, "test", golden.json().get("clip").getAsString() + ".stem.mp4");
        assumeTrue(Files.exists(clip), clip + " is not there");
        List<float[][]> references = references(clip, golden);
        FrameScores scores = BssEvalV4.evaluate(references, estimates(references), Framing.seconds(RATE));
        JsonArray sources = golden.json().getAsJsonArray("scores");
        for (int source = 0; source < sources.size(); source++) {
            JsonArray frames = sources.get(source).getAsJsonArray();
            for (int frame = 0; frame < frames.size(); frame++) {
                SeparationScores found = scores.sources().get(source).get(frame);
                double[] four = {found.sdr(), found.isr(), found.sir(), found.sar()};
                double[] expected = numbers(frames.get(frame).getAsJsonArray());
                for (int k = 0; k < four.length; k++) {
                    assertEquals(
                            expected[k], four[k], TOLERANCE, "source " + source + ", frame " + frame + ", score " + k);
                }
            }
        }
    }

    private static double[] numbers(JsonArray values) {
        return StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(value -> value.isJsonNull() ? Double.NaN : value.getAsDouble())
                .toArray();
    }

    private static List<float[][]> references(Path clip, Case golden) {
        List<float[][]> stems =
                IntStream.rangeClosed(1, 4).mapToObj(track -> stem(clip, track)).toList();
        List<float[][]> references = new ArrayList<>(stems);
        if (golden.integer("sources") == 2) {
            references = List.of(stems.get(3), sum(stems.subList(0, 3)));
        }
        if (golden.integer("channels") == 1) {
            references = references.stream().map(MusdbScoresTest::mono).toList();
        }
        if (golden.json().get("silent").getAsBoolean()) {
            for (float[] channel : references.get(0)) {
                Arrays.fill(channel, 2 * RATE, 3 * RATE, 0);
            }
        }
        return references;
    }

    private static List<float[][]> estimates(List<float[][]> references) {
        List<float[][]> estimates = new ArrayList<>();
        for (float[][] reference : references) {
            float[][] estimate = new float[reference.length][reference[0].length];
            for (int c = 0; c < reference.length; c++) {
                for (int n = 0; n < reference[c].length; n++) {
                    double late = 0;
                    for (float[][] source : references) {
                        late += n < 3 ? 0 : source[c][n - 3];
                    }
                    estimate[c][n] = (float) (Math.tanh(4 * (0.9 * reference[c][n] + 0.2 * late)) / 4);
                }
            }
            estimates.add(estimate);
        }
        return estimates;
    }

    private static float[][] stem(Path clip, int track) {
        float[][] stem = AudioReader.of(clip).track(track).readAll().channels();
        for (int c = 0; c < stem.length; c++) {
            long state = 100 * track + c + 1;
            for (int n = 0; n < stem[c].length; n++) {
                state = (1103515245 * state + 12345) % (1L << 31);
                stem[c][n] = (float) (stem[c][n] + 1e-4 * (state / (double) (1 << 30) - 1));
            }
        }
        return stem;
    }

    private static float[][] sum(List<float[][]> signals) {
        float[][] sum = new float[2][signals.get(0)[0].length];
        for (int c = 0; c < 2; c++) {
            for (int n = 0; n < sum[c].length; n++) {
                double value = 0;
                for (float[][] signal : signals) {
                    value += signal[c][n];
                }
                sum[c][n] = (float) value;
            }
        }
        return sum;
    }

    private static float[][] mono(float[][] stereo) {
        float[][] mono = new float[1][stereo[0].length];
        for (int n = 0; n < mono[0].length; n++) {
            mono[0][n] = (float) (((double) stereo[0][n] + stereo[1][n]) / 2);
        }
        return mono;
    }
}
