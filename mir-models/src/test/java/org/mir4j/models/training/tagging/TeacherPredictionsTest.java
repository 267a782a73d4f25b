// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;

class TeacherPredictionsTest {

    private static final float[][] SCORES = {{0.1f, 0.2f, 0.3f}, {0.4f, 0.5f, 0.6f}};

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("a.safetensors");
    }

    private void write(TeacherPredictions.Scores scores) throws IOException {
        TeacherPredictions.Scores.format(SCORES[0].length).write(file, scores);
    }

    private Optional<TeacherPredictions.Scores> read() throws IOException {
        return TeacherPredictions.Scores.format(SCORES[0].length).read(file);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        write(new TeacherPredictions.Scores(new float[] {0, 1.5f}, new float[] {1.5f, 2.25f}, SCORES));
        TeacherPredictions.Scores read = read().orElseThrow();
        assertArrayEquals(new float[] {0, 1.5f}, read.starts());
        assertArrayEquals(new float[] {1.5f, 2.25f}, read.ends());
        assertArrayEquals(SCORES, read.scores());
    }

    @Test
    void aTaggramIsTakenWindowByWindow() {
        List<String> tags = List.of("low", "high", "noise");
        TeacherPredictions.Scores scores = TeacherPredictions.Scores.of(new Taggram(
                tags,
                2.25,
                1.5,
                Taggram.Aggregation.MEAN,
                List.of(
                        new Taggram.Window(0, 1.5, new TagScores(tags, SCORES[0])),
                        new Taggram.Window(1.5, 2.25, new TagScores(tags, SCORES[1])))));
        assertArrayEquals(new float[] {0, 1.5f}, scores.starts());
        assertArrayEquals(new float[] {1.5f, 2.25f}, scores.ends());
        assertArrayEquals(SCORES, scores.scores());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 100, 150})
    void aFileThatIsCutOffIsNone(int length) throws IOException {
        write(SoftTargetsFixture.seconds(SCORES));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        assertEquals(Optional.empty(), read());
    }

    @Test
    void scoresForOtherLabelsAreNone() throws IOException {
        write(SoftTargetsFixture.seconds(new float[] {0.1f, 0.2f}));
        assertEquals(Optional.empty(), read());
    }

    @ParameterizedTest
    @ValueSource(strings = {"starts", "ends", "scores"})
    void aForeignFileIsNone(String missing) throws IOException {
        Map<String, Tensor> tensors = tensors(2, 2, 2);
        tensors.remove(missing);
        Checkpoint.write(file, tensors);
        assertEquals(Optional.empty(), read());
    }

    @Test
    void windowsWithoutScoresAreNone() throws IOException {
        for (int[] lengths : new int[][] {{1, 2, 2}, {2, 3, 2}, {2, 2, 1}, {0, 0, 0}}) {
            Checkpoint.write(file, tensors(lengths[0], lengths[1], lengths[2]));
            assertEquals(Optional.empty(), read());
        }
    }

    private static Map<String, Tensor> tensors(int starts, int ends, int scores) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("starts", new Tensor(new long[] {starts}, new float[starts]));
        tensors.put("ends", new Tensor(new long[] {ends}, new float[ends]));
        tensors.put("scores", new Tensor(new long[] {scores, 3}, new float[3 * scores]));
        return tensors;
    }
}
