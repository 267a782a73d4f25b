// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.Workbench;
import org.mir4j.cli.terminal.Terminal;

class DatasetsCommandsTest {

    @TempDir
    Path directory;

    private Workbench bench;
    private Path root;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(directory);
        root = Files.createDirectories(bench.path("songs"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void song(String name) throws IOException {
        for (String stem : List.of("vocals", "drums", "mixture")) {
            bench.tone("songs/" + name + "/" + stem + ".wav", 0.1);
        }
    }

    private Outcome verify(String dataset, String... options) {
        String[] fixed = {"datasets", "verify", dataset, "--root", root.toString()};
        return Outcome.of(
                Stream.concat(Arrays.stream(fixed), Arrays.stream(options)).toArray(String[]::new));
    }

    private static void cut(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    }

    @Test
    void listSaysWhatThereIs() {
        String out = Outcome.of("datasets", "list").ended(ExitCode.DONE).out();
        assertTrue(out.lines().anyMatch(line -> line.matches("musdb18 +separation +150 whole songs.*")), out);
        Outcome narrow = Outcome.on(new Terminal(true, true, 60, false), "datasets", "list");
        assertTrue(narrow.out().lines().allMatch(line -> line.length() <= 60), narrow.out());
    }

    @Test
    void infoShowsTheWholeCard() {
        String out =
                Outcome.of("datasets", "info", "musdb18").ended(ExitCode.DONE).out();
        for (String part : List.of(
                "musdb18: MUSDB18",
                "doi:10.5281/zenodo.1117372",
                "musdb18.zip with MD5 af06762477334799bfc5abf237648207",
                "test (default): 50 songs",
                "\n                  train/  100 files\n",
                "vocals.sdr 6.32",
                "README of sigsep/open-unmix-pytorch")) {
            assertTrue(out.replace("\r", "").contains(part), part + " is not in " + out);
        }
    }

    @Test
    void anUnknownDatasetIsAnsweredWithTheKnownOnes() {
        Outcome outcome = Outcome.of("datasets", "info", "musdb17").ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("There is no dataset 'musdb17'"), outcome.err());
        assertTrue(outcome.err().contains("musdb18-hq"), outcome.err());
    }

    @Test
    void aCompleteCopyIsSaidToBeOne() throws IOException {
        song("One");
        song("Two");
        Outcome outcome = verify("song-folders").ended(ExitCode.DONE);
        assertTrue(outcome.out().contains("6 of 6 files are whole (6 by decoding)"), outcome.out());
        assertEquals(1, outcome.out().lines().count());
    }

    @Test
    void filesThatCannotBeDecodedAreNamedWithTheReason() throws IOException {
        song("One");
        cut(root.resolve("One/drums.wav"));
        Files.write(root.resolve("One/vocals.wav"), new byte[0]);
        Outcome outcome = verify("song-folders").ended(ExitCode.SOME_FAILED);
        assertTrue(outcome.out().contains("1 of 3 files is whole"), outcome.out());
        assertTrue(outcome.out().contains("empty files: 1\n  " + Path.of("One", "vocals.wav")), outcome.out());
        assertTrue(outcome.out().contains("files that cannot be decoded: 1\n"), outcome.out());
        assertTrue(
                outcome.out().lines().anyMatch(line -> line.contains("drums.wav") && line.contains("cut off")),
                outcome.out());
    }

    @Test
    void filesWithAnotherChecksumAreNamedWithBoth() throws IOException {
        song("One");
        String expected = "01".repeat(32);
        bench.text("songs/SHA256SUMS", expected + "  One/vocals.wav\n");
        JsonObject json = JsonParser.parseString(verify("song-folders", "--format", "json")
                        .ended(ExitCode.SOME_FAILED)
                        .out())
                .getAsJsonObject();
        assertFalse(json.get("complete").getAsBoolean());
        assertEquals(3, json.get("files").getAsInt());
        assertEquals(2, json.getAsJsonObject("whole").get("decoding").getAsInt());
        JsonObject broken = json.getAsJsonArray("broken").get(0).getAsJsonObject();
        assertEquals(Path.of("One/vocals.wav").toString(), broken.get("file").getAsString());
        assertEquals("altered", broken.get("cause").getAsString());
        assertEquals(expected, broken.get("expected").getAsString());
        assertEquals(64, broken.get("found").getAsString().length());
        assertTrue(verify("song-folders").out().contains("expected " + expected));
    }

    @Test
    void missingFilesAreCountedAndAllNamedOnRequest() throws IOException {
        bench.text("songs/test/Al James - Schoolboy Facination.stem.mp4", "no stems");
        String out = verify("musdb18-7s").ended(ExitCode.SOME_FAILED).out();
        assertTrue(out.contains("missing files: 143\n"), out);
        assertTrue(out.contains("  train: none of its 80 files is there\n"), out);
        assertTrue(out.contains("  and 138 more (--all names them)\n"), out);
        assertFalse(out.contains("Young Griffo - Pennies"), out);
        String all = verify("musdb18-7s", "--all").out();
        assertTrue(all.contains("Young Griffo - Pennies.stem.mp4\n"), all);
        String test = verify("musdb18-7s", "--split", "test").out();
        assertTrue(test.contains("missing files: 49\n"), test);
    }

    @Test
    void namesOnDiskCannotSteerTheTerminal() throws IOException {
        song("One");
        bench.text("songs/SHA256SUMS", "01".repeat(32) + "  One/\u001b[2Jgone.wav\n");
        String out = verify("song-folders").ended(ExitCode.SOME_FAILED).out();
        assertTrue(out.contains("?[2Jgone.wav"), out);
    }

    @Test
    void whereNothingIsItSaysWhatIsExpected() {
        Outcome outcome = verify("mir-1k").ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("mir datasets info mir-1k"), outcome.err());
        root = root.resolve("nowhere");
        assertTrue(verify("mir-1k").ended(ExitCode.NOTHING_DONE).err().contains(root.toString()));
    }

    @Test
    void aRootIsNeededAndSplitsAreThoseOfTheDataset() {
        Outcome.of("datasets", "verify", "musdb18").ended(ExitCode.USAGE);
        Outcome outcome = verify("musdb18", "--split", "dev").ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("test, train, validation, all"), outcome.err());
    }
}
