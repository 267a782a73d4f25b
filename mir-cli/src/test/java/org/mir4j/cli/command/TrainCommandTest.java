// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.ToneRecipe;
import org.mir4j.cli.Workbench;

/** {@code mir train} on folders of tones and noise, from the recipe to the model in use. */
class TrainCommandTest {

    @TempDir
    private Path directory;

    private Workbench bench;
    private Path recipe;

    @BeforeEach
    void write() throws IOException {
        bench = new Workbench(directory);
        for (int i = 0; i < 6; i++) {
            bench.tone("sounds/tone/" + i + ".wav", 1);
            bench.noise("sounds/noise/" + i + ".wav", 1, i);
        }
        recipe = bench.text("recipe.yaml", ToneRecipe.TEXT);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Outcome train(String... more) {
        String[] arguments = new String[6 + more.length];
        String[] first = {
            "train",
            recipe.toString(),
            "--root",
            bench.path("sounds").toString(),
            "-o",
            bench.path("run").toString()
        };
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        return Outcome.of(arguments);
    }

    @Test
    void aTrainingLeavesAModelThatTagsIsEvaluatedAndImported() throws IOException {
        Outcome trained = train();
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.err().contains("epoch 4  loss "), trained.err());
        assertEquals(5, Files.readAllLines(bench.path("run/metrics.csv")).size());
        assertTrue(ImageIO.read(bench.path("run/curves.png").toFile()).getWidth() > 500);
        String run = bench.path("run").toString();
        Outcome tagged = Outcome.of("tag", bench.path("sounds/noise/1.wav").toString(), "-m", run);
        assertEquals(0, tagged.code(), tagged.err());
        assertTrue(tagged.out().contains("noise"), tagged.out());
        Outcome evaluated = Outcome.of(
                "evaluate",
                "tag-folders",
                "--root",
                bench.path("sounds").toString(),
                "-m",
                run,
                "--out",
                bench.path("evaluation").toString());
        assertEquals(0, evaluated.code(), evaluated.err());
        assertTrue(evaluated.out().contains("Accuracy"), evaluated.out());
        Outcome imported = Outcome.of("models", "import", run, "--as", "my-tones");
        assertEquals(0, imported.code(), imported.err());
        Outcome info = Outcome.of("models", "info", "my-tones");
        assertTrue(info.out().contains("accuracy") && info.out().contains("held out"), info.out());
    }

    @Test
    void aRunThatIsThereIsKeptUnlessItIsGoneOnWith() {
        assertEquals(0, train().code());
        Outcome again = train();
        assertEquals(3, again.code());
        assertTrue(again.err().contains("--resume"), again.err());
        assertEquals(0, train("--resume").code());
    }

    @Test
    void faultsOfARecipeAreNamedWithLineAndKey() throws IOException {
        recipe = bench.text("recipe.yaml", ToneRecipe.TEXT.replace("batch: 4", "batches: 4"));
        Outcome unknown = train();
        assertEquals(3, unknown.code());
        assertTrue(unknown.err().contains("line 19") && unknown.err().contains("batches"), unknown.err());
        recipe = bench.text("recipe.yaml", ToneRecipe.TEXT.replace("[[16, 8]]", "[[32, 8]]"));
        Outcome shapes = train();
        assertEquals(3, shapes.code());
        assertTrue(shapes.err().contains("(1, 1, 16, 63)"), shapes.err());
        recipe = bench.text("recipe.yaml", ToneRecipe.TEXT.replace("seed: 3", "seed: 3\nlabels: [tone, drum]"));
        Outcome labels = train();
        assertEquals(3, labels.code());
        assertTrue(labels.err().contains("drum"), labels.err());
    }

    @Test
    void aRootWithoutAudioAndADatasetOfStemsAreRefused() throws IOException {
        Files.createDirectories(bench.path("empty"));
        Outcome empty = Outcome.of(
                "train",
                recipe.toString(),
                "--root",
                bench.path("empty").toString(),
                "-o",
                bench.path("none").toString());
        assertEquals(3, empty.code());
        assertTrue(empty.err().contains("empty"), empty.err());
        recipe = bench.text("recipe.yaml", ToneRecipe.TEXT.replace("tag-folders", "musdb18"));
        Outcome stems = train();
        assertEquals(3, stems.code());
        assertTrue(stems.err().contains("stems"), stems.err());
    }

    @Test
    void aRecipeIsChangedByTheWayAndTheRunKnowsIt() throws IOException {
        assertEquals(0, train("--set", "epochs=1", "--set", "batch=8").code());
        assertEquals(2, Files.readAllLines(bench.path("run/metrics.csv")).size());
        Outcome other = train("--resume", "--set", "epochs=1");
        assertEquals(3, other.code());
        assertTrue(other.err().contains("batch"), other.err());
        assertEquals(
                0, train("--resume", "--set", "epochs=1", "--set", "batch=8").code());
        for (String change : List.of("epochs", "=3", "")) {
            assertTrue(train("--set", change).ended(ExitCode.USAGE).err().contains("--set takes KEY=VALUE"));
        }
        Outcome unknown = train("--set", "batches=8");
        assertEquals(3, unknown.code());
        assertTrue(unknown.err().contains("the key 'batches' is unknown"), unknown.err());
        Outcome low = train("--set", "epochs=0");
        assertTrue(low.err().contains("cannot be used, as changed: "), low.err());
        Outcome below = train("--set", "optimiser.rate=0");
        assertTrue(below.err().contains("cannot be used, as changed: "), below.err());
    }
}
