// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.datasets.Datasets;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.Models;
import org.mir4j.models.evaluation.EvaluationSplit;
import org.mir4j.models.evaluation.Evaluator;
import org.mir4j.models.evaluation.SeparationSystem;
import org.mir4j.models.evaluation.TaggingSystem;

class EvaluateJobTest {

    @TempDir
    Path directory;

    /** All that does not tell when it was written, and in what time. */
    private JsonObject summary(String run) throws Exception {
        JsonObject json = JsonParser.parseString(Files.readString(directory.resolve(run + "/summary.json")))
                .getAsJsonObject();
        json.remove("time");
        return json;
    }

    @Test
    void equalsAnEvaluationOfTags() throws Exception {
        Sessions.local();
        StringBuilder manifest = new StringBuilder("file,labels\n");
        for (int i = 0; i < 6; i++) {
            Sounds.wav(directory.resolve(i + ".wav"), 3, i);
            manifest.append(i)
                    .append(".wav,")
                    .append(i % 2 == 0 ? "rock" : "jazz")
                    .append('\n');
        }
        manifest.append("gone.wav,rock\n");
        Files.write(directory.resolve("gone.wav"), new byte[50]);
        Path table = Files.writeString(directory.resolve("m.csv"), manifest);
        int code = TableJob.run(
                new EvaluateJob(),
                table.toString(),
                "--root",
                directory.toString(),
                "-m",
                "mir-tagger-1",
                "--out",
                directory.resolve("cluster").toString());
        assertEquals(0, code);
        TaggingDataset dataset = (TaggingDataset) Datasets.of(table.toString());
        new Evaluator()
                .evaluate(
                        TaggingSystem.of(Models.get("mir-tagger-1"), ModelOptions.standard()),
                        EvaluationSplit.load(dataset, directory, dataset.card().defaultSplit()),
                        directory.resolve("here"));
        assertEquals(summary("here"), summary("cluster"));
        assertTrue(Files.exists(directory.resolve("cluster/report.html")));

        StringWriter said = new StringWriter();
        Files.writeString(table, manifest.toString().replace("jazz", "zydeco"));
        code = TableJob.command(new EvaluateJob())
                .setErr(new PrintWriter(said, true))
                .execute(
                        table.toString(),
                        "--root",
                        directory.toString(),
                        "-m",
                        "mir-tagger-1",
                        "--out",
                        directory.resolve("unknown").toString());
        assertEquals(3, code);
        assertTrue(said.toString().contains("zydeco") && said.toString().contains("--map"), said.toString());
    }

    @Test
    void equalsAnEvaluationOfStems() throws Exception {
        Sessions.local();
        for (int i = 0; i < 2; i++) {
            Path song = directory.resolve("songs/test/song " + i);
            Sounds.wav(song.resolve("vocals.wav"), 3, 2 * i);
            Sounds.wav(song.resolve("accompaniment.wav"), 3, 2 * i + 1);
        }
        Path root = directory.resolve("songs/test");
        String out = directory.resolve("cluster").toString();
        int code = TableJob.run(
                new EvaluateJob(), "song-folders", "--root", root.toString(), "-m", "mir-vocals-2", "--out", out);
        assertEquals(0, code);
        SeparationDataset dataset = (SeparationDataset) Datasets.of("song-folders");
        new Evaluator()
                .evaluate(
                        SeparationSystem.of(Models.get("mir-vocals-2"), ModelOptions.standard()),
                        EvaluationSplit.load(dataset, root, dataset.card().defaultSplit()),
                        directory.resolve("here"));
        assertEquals(summary("here"), summary("cluster"));
        assertEquals(
                2,
                TableJob.run(
                        new EvaluateJob(),
                        "song-folders",
                        "--root",
                        root.toString(),
                        "-m",
                        "mir-vocals-2",
                        "--out",
                        out,
                        "--windows",
                        "3"));
    }
}
