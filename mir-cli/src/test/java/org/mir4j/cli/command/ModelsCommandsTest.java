// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.Workbench;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.store.ModelStore;

class ModelsCommandsTest {

    @TempDir
    Path directory;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Path weights(String model) {
        return bench.home().resolve("models").resolve(model).resolve("weights.safetensors");
    }

    private String exported() throws IOException {
        Path file = bench.path("exported.safetensors");
        Outcome.of("models", "export", "tiny", "-o", file.toString()).ended(ExitCode.DONE);
        return file.toString();
    }

    @Test
    void listSaysWhichModelsAreHere() {
        String out = Outcome.of("models", "list").ended(ExitCode.DONE).out();
        assertTrue(out.lines().anyMatch(line -> line.matches("tiny +yes +12 tags +1 s .*CC0 +a model for tests")), out);
        assertTrue(
                out.lines().anyMatch(line -> line.matches("msd-fcn +no +50 tags +29 s +ROC-AUC 0\\.8744 +MIT .*")),
                out);
        int published = new ModelStore(Path.of("absent"), Optional.empty())
                .publishedNames()
                .size();
        assertEquals(1 + published + 1, out.lines().count(), out); // the titles, the published ones, and tiny
    }

    @Test
    void listFitsTheTerminal() {
        String out = Outcome.on(new Terminal(true, true, 70, false), "models", "list")
                .out();
        assertTrue(out.lines().allMatch(line -> line.length() <= 70), out);
    }

    @Test
    void listShowsWhatModelsGiveOnTheUsualTerminal() {
        String out = Outcome.on(new Terminal(true, true, 80, false), "models", "list")
                .out();
        assertTrue(out.lines().skip(1).allMatch(line -> line.matches(".* \\d+ (tags|stems) .*")), out);
    }

    @Test
    void infoShowsTheCard() {
        String out = Outcome.of("models", "info", "tiny").ended(ExitCode.DONE).out();
        assertTrue(out.startsWith("tiny: a model for tests"), out);
        assertTrue(out.contains("here          " + weights("tiny")), out);
        assertTrue(out.contains("tags          12: loud, tag-1, tag-2"), out);
        assertTrue(Outcome.of("models", "info", "msd-fcn").out().contains("no; pulled on first use"));
    }

    @Test
    void infoGivesTheCardAsJsonToo() {
        String out = Outcome.of("models", "info", "tiny", "--json")
                .ended(ExitCode.DONE)
                .out();
        assertEquals(
                "tiny",
                JsonParser.parseString(out).getAsJsonObject().get("name").getAsString());
    }

    @Test
    void anUnknownModelIsAnsweredWithTheKnownOnes() {
        Outcome outcome = Outcome.of("models", "info", "huge").ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("There is no model named 'huge'"), outcome.err());
        assertTrue(outcome.err().contains("mtat-musicnn"), outcome.err());
    }

    @Test
    void exportCopiesTheWeights() throws IOException {
        String file = exported();
        assertArrayEquals(Files.readAllBytes(weights("tiny")), Files.readAllBytes(Path.of(file)));
        Outcome again = Outcome.of("models", "export", "tiny", "-o", file).ended(ExitCode.NOTHING_DONE);
        assertTrue(again.err().contains("exists already; use --force to replace it."), again.err());
        Outcome.of("models", "export", "tiny", "-o", file, "--force").ended(ExitCode.DONE);
    }

    @Test
    void exportWritesHalvesToo() throws IOException {
        Path file = bench.path("half.safetensors");
        Outcome.of("models", "export", "tiny", "-o", file.toString(), "--half").ended(ExitCode.DONE);
        assertTrue(Files.size(file) < Files.size(weights("tiny")));
        Outcome.of("models", "import", file.toString(), "--like", "tiny", "--as", "mine")
                .ended(ExitCode.DONE);
        String song = bench.tone("song.wav", 1).toString();
        String out = Outcome.of("tag", song, "-m", "mine", "--device", "cpu").out();
        assertTrue(out.contains("tag-1  0.458") && out.contains("loud   0.30"), out);
    }

    @Test
    void ofSeveralSetsOfWeightsOneIsNamedByItsKey() throws IOException {
        Map<String, Tensor> both = new LinkedHashMap<>();
        Checkpoint.read(weights("tiny")).forEach((name, tensor) -> {
            both.put("model." + name, tensor);
            both.put("ema.shadow." + name, new Tensor(tensor.shape(), new float[tensor.values().length]));
        });
        Path file = bench.path("both.safetensors");
        Checkpoint.write(file, both);
        Outcome asked = Outcome.of("models", "import", file.toString(), "--like", "tiny", "--as", "mine")
                .ended(ExitCode.NOTHING_DONE);
        assertTrue(asked.err().contains("'model', 'ema.shadow'; choose one. --key names one."), asked.err());
        Outcome.of("models", "import", file.toString(), "--like", "tiny", "--as", "mine", "--key", "model")
                .ended(ExitCode.DONE);
        assertArrayEquals(Files.readAllBytes(weights("tiny")), Files.readAllBytes(weights("mine")));
    }

    @Test
    void importedWeightsAreAModelOfTheirOwn() throws IOException {
        String file = exported();
        Path labels = bench.text("labels.txt", "loudness\n" + "\n a\n b\n c\n d\n e\n f\n g\n h\n i\n j\n k\n");
        Outcome.of("models", "import", file, "--like", "tiny", "--as", "mine", "--labels", labels.toString())
                .ended(ExitCode.DONE);
        assertTrue(Outcome.of("models", "info", "mine").out().contains("12: loudness, a, b"));
        String song = bench.tone("song.wav", 1).toString();
        Outcome outcome = Outcome.of("tag", song, "-m", "mine", "--all", "--device", "cpu")
                .ended(ExitCode.DONE);
        assertTrue(outcome.out().contains("loudness  "), outcome.out());
    }

    @Test
    void importRefusesTakenNamesAndWrongLabels() throws IOException {
        String file = exported();
        Outcome taken = Outcome.of("models", "import", file, "--like", "tiny", "--as", "msd-fcn");
        assertTrue(taken.ended(ExitCode.NOTHING_DONE).err().contains("msd-fcn"), taken.err());
        String labels = bench.text("few.txt", "one\ntwo\n").toString();
        Outcome few = Outcome.of("models", "import", file, "--like", "tiny", "--as", "mine", "--labels", labels);
        assertTrue(few.ended(ExitCode.NOTHING_DONE).err().contains("2 labels"), few.err());
        String none = bench.path("none.txt").toString();
        Outcome absent = Outcome.of("models", "import", file, "--like", "tiny", "--as", "mine", "--labels", none);
        assertTrue(absent.ended(ExitCode.NOTHING_DONE).err().contains(none), absent.err());
        assertFalse(Files.exists(weights("mine")));
        Path latin = Files.write(bench.path("latin.txt"), new byte[] {'r', (byte) 0xE9, 'e'});
        Outcome foreign =
                Outcome.of("models", "import", file, "--like", "tiny", "--as", "mine", "--labels", latin.toString());
        String said = "mir: The labels in " + latin + " cannot be read: it is not UTF-8 text.";
        assertEquals(said, foreign.ended(ExitCode.NOTHING_DONE).err().strip());
    }

    @Test
    void verifyTellsWholeWeightsFromDamagedOnes() throws IOException {
        Outcome.of("models", "import", exported(), "--like", "tiny", "--as", "mine")
                .ended(ExitCode.DONE);
        assertEquals(
                "mine: ok\ntiny: ok\n",
                Outcome.of("models", "verify").ended(ExitCode.DONE).out().replace("\r", ""));
        Files.write(weights("mine"), new byte[] {1, 2, 3});
        Outcome outcome = Outcome.of("models", "verify").ended(ExitCode.SOME_FAILED);
        assertEquals("tiny: ok\n", outcome.out().replace("\r", ""));
        assertTrue(outcome.err().contains("The weights of mine are damaged"), outcome.err());
        Outcome.of("models", "verify", "mine").ended(ExitCode.NOTHING_DONE);
        Outcome.of("models", "verify", "huge").ended(ExitCode.NOTHING_DONE);
    }

    @Test
    void damagedWeightsAreNotTaggedWith() throws IOException {
        Files.write(weights("tiny"), new byte[] {1, 2, 3});
        String song = bench.tone("song.wav", 1).toString();
        Outcome outcome =
                Outcome.of("tag", song, "-m", "tiny", "--device", "cpu").ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains(weights("tiny").toString()), outcome.err());
    }

    @Test
    void pullAsksWhichModel() {
        assertTrue(Outcome.of("models", "pull").ended(ExitCode.USAGE).err().contains("Name one, or --all."));
        assertTrue(Outcome.of("models", "pull", "--all", "tiny")
                .ended(ExitCode.USAGE)
                .err()
                .contains("not both"));
        Outcome outcome = Outcome.of("models", "pull", "tiny", "huge").ended(ExitCode.NOTHING_DONE);
        assertEquals(2, outcome.err().lines().count(), outcome.err());
    }

    @Test
    void pullTakesNothingFromTheMirrorThatIsNotWhatTheCardSays() throws IOException {
        Path mirror = bench.text("mirror/msd-fcn.pth", "no weights").getParent();
        System.setProperty("mir.models.mirror", mirror.toString());
        Outcome outcome = Outcome.of("models", "pull", "msd-fcn").ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("msd-fcn"), outcome.err());
        assertFalse(Files.exists(weights("msd-fcn")));
    }

    @Test
    void exportSaysThatItFetches() throws IOException {
        Path mirror = bench.text("mirror/msd-fcn.pth", "no weights").getParent();
        System.setProperty("mir.models.mirror", mirror.toString());
        String file = bench.path("x.safetensors").toString();
        Outcome outcome = Outcome.of("models", "export", "msd-fcn", "-o", file).ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().startsWith("Fetching the model msd-fcn"), outcome.err());
        assertFalse(Files.exists(Path.of(file)));
    }
}
