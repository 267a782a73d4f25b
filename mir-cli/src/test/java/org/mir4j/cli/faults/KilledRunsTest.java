// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.SeparationBench;
import org.mir4j.cli.ToneRecipe;
import org.mir4j.cli.Workbench;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.file.StaleDrafts;
import org.mir4j.models.store.ModelDirectory;

/** Processes that are killed at any moment: what they leave is whole, and the work can be resumed. */
@Tag("faults")
class KilledRunsTest {

    private static final int KILLS = Integer.getInteger("fuzz.kills", 20);
    private static final int SONG = 30 * SeparationBench.RATE;

    private final Random random = new Random(Long.getLong("fuzz.seed", 1));

    @TempDir
    Path directory;

    /** What a killed process has left. */
    private interface Check {
        void run() throws IOException;
    }

    /** The arguments to begin with, or to go on with what is there. */
    private interface Next {
        Object[] arguments() throws IOException;
    }

    /** Kills processes at moments up to the time that a whole run takes; one that is done before begins anew. */
    private void kill(MirProcess mir, long whole, Next next, Path output, Check check) throws Exception {
        int kills = 0;
        while (kills < KILLS) {
            Process process = mir.start(next.arguments());
            if (process.waitFor((long) (random.nextDouble() * whole), TimeUnit.MILLISECONDS)) {
                assertEquals(0, process.exitValue(), mir.said());
                delete(output);
                continue;
            }
            process.destroyForcibly().waitFor(); // SIGKILL
            kills++;
            check.run();
        }
    }

    @Test
    void aTrainingGoesOnAsIfItHadNotBeenKilled() throws Exception {
        try (Workbench bench = new Workbench(directory)) {
            for (int i = 0; i < 6; i++) {
                bench.tone("sounds/tone/" + i + ".wav", 1);
                bench.noise("sounds/noise/" + i + ".wav", 1, i);
            }
            Path recipe = bench.text("recipe.yaml", ToneRecipe.TEXT.replace("epochs: 4", "epochs: 20"));
            MirProcess mir = new MirProcess(bench);
            Path run = bench.path("run");
            Path reference = bench.path("reference");
            long whole = mir.run("train", recipe, "--root", bench.path("sounds"), "-o", reference);
            Next next = () -> Stream.concat(
                            Stream.of("train", recipe, "--root", bench.path("sounds"), "-o", run),
                            Files.exists(run.resolve("last.safetensors"))
                                    ? Stream.of("--resume")
                                    : Stream.of("--force"))
                    .toArray();
            kill(mir, whole, next, run, () -> {
                for (String weights : List.of("last.safetensors", "best.safetensors", "weights.safetensors")) {
                    if (Files.exists(run.resolve(weights))) {
                        assertFalse(Checkpoint.read(run.resolve(weights)).isEmpty());
                    }
                }
                if (ModelDirectory.isModel(run)) {
                    ModelDirectory.open(run).weights(); // card and weights are of one epoch
                }
            });
            tenMinutesPass(run);
            mir.run(next.arguments());
            assertEquals(withoutTimes(reference), withoutTimes(run));
            assertEquals(List.of(), drafts(run));
        }
    }

    private static List<String> withoutTimes(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.csv")).stream()
                .map(line -> line.replaceAll(",[^,]*,[^,]*$", ""))
                .toList();
    }

    @Test
    void anEvaluationGoesOnAsIfItHadNotBeenKilled() throws Exception {
        try (Workbench bench = new Workbench(directory)) {
            for (int i = 0; i < 40; i++) {
                bench.tone("sounds/loud/" + i + ".wav", 3);
                bench.noise("sounds/tag-1/" + i + ".wav", 3, i);
            }
            MirProcess mir = new MirProcess(bench);
            Path out = bench.path("out");
            Path reference = bench.path("reference");
            Object[] first = {"evaluate", "tag-folders", "--root", bench.path("sounds"), "-m", Workbench.MODEL, "--out"
            };
            long whole = mir.run(
                    Stream.concat(Stream.of(first), Stream.of(reference)).toArray());
            Next next = () -> Stream.of(
                            Stream.of(first),
                            Stream.of(out),
                            Files.exists(out.resolve("results.jsonl")) ? Stream.of("--resume") : Stream.of("--force"))
                    .flatMap(part -> part)
                    .toArray();
            kill(mir, whole, next, out, () -> {
                if (Files.exists(out.resolve("summary.json"))) {
                    JsonParser.parseString(Files.readString(out.resolve("summary.json")));
                }
            });
            tenMinutesPass(out);
            mir.run(next.arguments());
            assertEquals(
                    Files.readString(reference.resolve("per_tag.csv")), Files.readString(out.resolve("per_tag.csv")));
            assertEquals(List.of(), drafts(out));
        }
    }

    @Test
    void aSeparationThatWasKilledLeavesWholeStemsOrNone() throws Exception {
        try (SeparationBench bench = new SeparationBench(directory)) {
            Path song = bench.song("song.wav", SeparationBench.tones(2, SONG, 0.3, 0.2));
            MirProcess mir = new MirProcess(bench.workbench());
            Path stems = bench.path("out/song");
            Object[] arguments = {"separate", song, "-o", bench.path("out"), "-m", bench.split(), "--force"};
            long whole = mir.run(arguments);
            delete(bench.path("out"));
            Check check = () -> {
                for (String stem : List.of("vocals.wav", "accompaniment.wav")) {
                    if (Files.exists(stems.resolve(stem))) {
                        assertEquals(
                                SONG, SeparationBench.read(stems.resolve(stem)).length());
                    }
                }
            };
            kill(mir, whole, () -> arguments, bench.path("out"), check);
            tenMinutesPass(stems);
            mir.run(arguments);
            check.run();
            assertTrue(Files.exists(stems.resolve("vocals.wav")));
            assertEquals(List.of(), drafts(stems));
        }
    }

    @Test
    void aBatchOfSongsIsResumedAsIfItHadNotBeenKilled() throws Exception {
        try (SeparationBench bench = new SeparationBench(directory)) {
            for (String name : List.of("a", "b", "c", "d")) {
                bench.song("songs/" + name + ".wav", SeparationBench.tones(2, SONG / 4, 0.3, 0.2));
            }
            MirProcess mir = new MirProcess(bench.workbench());
            Path out = bench.path("out");
            Path reference = bench.path("reference");
            Object[] first = {"separate", bench.path("songs"), "-m", bench.split(), "--jobs", "2", "--resume", "-o"};
            Object[] arguments = Stream.concat(Stream.of(first), Stream.of(out)).toArray();
            long whole = mir.run(
                    Stream.concat(Stream.of(first), Stream.of(reference)).toArray());
            kill(mir, whole, () -> arguments, out, () -> {});
            for (String name : List.of("a", "b", "c", "d")) {
                tenMinutesPass(out.resolve(name));
            }
            mir.run(arguments);
            for (String name : List.of("a", "b", "c", "d")) {
                for (String stem : List.of("vocals.wav", "accompaniment.wav")) {
                    Path file = Path.of(name, stem);
                    assertEquals(-1, Files.mismatch(reference.resolve(file), out.resolve(file)), file.toString());
                }
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // where a process cannot be told to end
    void aBatchThatIsToldToEndSaysWhatIsDoneAndLeavesNoDrafts() throws Exception {
        try (SeparationBench bench = new SeparationBench(directory)) {
            for (int i = 0; i < 9; i++) {
                bench.song("songs/" + i + ".wav", SeparationBench.tones(2, SONG / 6, 0.3, 0.2));
            }
            MirProcess mir = new MirProcess(bench.workbench());
            Path out = bench.path("out");
            Object[] arguments = {"separate", bench.path("songs"), "-m", bench.split(), "--resume", "-o", out};
            Process process = mir.start(arguments);
            while (Files.notExists(out.resolve("0/accompaniment.wav")) && process.isAlive()) {
                Thread.sleep(5);
            }
            process.destroy(); // SIGTERM, which Ctrl-C is like
            process.waitFor();
            assertTrue(mir.said().contains(" of 9 songs are separated; --resume leaves them as they are."), mir.said());
            try (Stream<Path> files = Files.walk(out)) {
                assertEquals(
                        List.of(),
                        files.filter(file -> file.toString().endsWith(".part")).toList());
            }
            mir.run(arguments);
            assertTrue(mir.said().contains("Resuming: "), mir.said());
            assertTrue(Files.exists(out.resolve("8/accompaniment.wav")));
        }
    }

    private static List<Path> drafts(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(StaleDrafts::isDraft).toList();
        }
    }

    /** After which a process that cannot be seen is taken to be dead. */
    private static void tenMinutesPass(Path folder) throws IOException {
        for (Path draft : drafts(folder)) {
            Files.setLastModifiedTime(draft, FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
