// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.Workbench;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;

/** Open-Unmix from files of weights, one a stem, to stems of a song; and what is said of licences on the way. */
class ModelsImportStemsTest {

    private static final int BINS = 33;

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

    /** A network of one channel that reads forwards and masks every bin alike. */
    private String file(String name, float mask) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        put(tensors, "fc1.weight", 0, 2, BINS);
        put(tensors, "lstm.weight_ih_l0", 0, 8, 2);
        put(tensors, "lstm.weight_hh_l0", 0, 8, 2);
        put(tensors, "lstm.bias_ih_l0", 0, 8);
        put(tensors, "lstm.bias_hh_l0", 0, 8);
        put(tensors, "fc2.weight", 0, 2, 4);
        put(tensors, "fc3.weight", 0, BINS, 2);
        for (Map.Entry<String, Integer> norm :
                Map.of("bn1", 2, "bn2", 2, "bn3", BINS).entrySet()) {
            put(tensors, norm.getKey() + ".weight", 1, norm.getValue());
            put(tensors, norm.getKey() + ".bias", 0, norm.getValue());
            put(tensors, norm.getKey() + ".running_mean", 0, norm.getValue());
            put(tensors, norm.getKey() + ".running_var", 1, norm.getValue());
        }
        put(tensors, "input_mean", 0, BINS);
        put(tensors, "input_scale", 1, BINS);
        put(tensors, "output_scale", 1, BINS);
        put(tensors, "output_mean", mask, BINS);
        Path file = bench.path(name);
        Checkpoint.write(file, tensors);
        return file.toString();
    }

    private static void put(Map<String, Tensor> tensors, String name, float value, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.fill(values, value);
        tensors.put(name, new Tensor(Arrays.stream(shape).asLongStream().toArray(), values));
    }

    private static Outcome importing(String... arguments) {
        return Outcome.of(Stream.concat(
                        Stream.of("models", "import", "--like", "openunmix", "--as", "my-umx"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    @Test
    void filesBecomeAModelThatSeparates() throws IOException {
        importing(file("vocals-0123abcd.pth", 0.75f), file("rest.pth", 0.25f), "--rate", "16000")
                .ended(ExitCode.DONE);
        String info = Outcome.of("models", "info", "my-umx").out();
        assertTrue(info.contains("stems         2: vocals, rest"), info);
        assertTrue(info.contains("16000 Hz, STFT of 64 (window 64, hop 16)"), info);
        assertTrue(info.contains("multichannel Wiener, 1 iteration over 300 frames"), info);
        assertTrue(info.contains("source        vocals-0123abcd.pth"), info);
        String song = bench.tone("song.wav", 0.5).toString();
        Outcome outcome = Outcome.of(
                        "separate",
                        song,
                        "-m",
                        "my-umx",
                        "-o",
                        bench.path("out").toString(),
                        "--device",
                        "cpu")
                .ended(ExitCode.DONE);
        assertEquals("", outcome.err());
        assertEquals(List.of("rest.wav", "vocals.wav"), Workbench.names(bench.path("out/song")));
    }

    @Test
    void stemsMayBeSaid() throws IOException {
        importing(file("a.pth", 0.75f), file("b.pth", 0.25f), "--stems", "vocals,drums", "--residual", "--hop", "32")
                .ended(ExitCode.DONE);
        String info = Outcome.of("models", "info", "my-umx").out();
        assertTrue(info.contains("3: vocals, drums, residual") && info.contains("hop 32"), info);
    }

    @Test
    void whatCannotBeImportedIsASentence() throws IOException {
        String file = file("a.pth", 1);
        Outcome missing = importing(file, bench.path("b.pth").toString()).ended(ExitCode.NOTHING_DONE);
        assertEquals(
                "mir: " + bench.path("b.pth") + " does not exist.",
                missing.err().strip());
        Outcome twice = importing(file, file).ended(ExitCode.NOTHING_DONE);
        assertTrue(twice.err().contains("are both of the stem 'a'"), twice.err());
        Outcome key = importing(file, "--key", "").ended(ExitCode.USAGE);
        assertTrue(key.err().contains("--key takes the name of an entry of the files, got none."), key.err());
        Outcome rate = importing(file, "--rate", "0").ended(ExitCode.USAGE);
        assertTrue(rate.err().contains("--rate takes a number from 1 up, got 0."), rate.err());
    }

    @Test
    void aNonCommercialLicenceIsSaidWhereAModelIsUsed() throws IOException {
        String song = bench.tone("song.wav", 1).toString();
        assertEquals(
                "", Outcome.of("tag", song, "-m", "tiny", "--device", "cpu").err());
        Path card = bench.home().resolve("models/tiny/model.json");
        Files.writeString(card, Files.readString(card).replace("\"CC0\"", "\"CC BY-NC 4.0\""));
        Outcome outcome =
                Outcome.of("tag", song, "-m", "tiny", "--device", "cpu").ended(ExitCode.DONE);
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(
                outcome.err()
                        .startsWith("The model tiny may be used for non-commercial purposes only: its licence is"
                                + " CC BY-NC 4.0 (https://"),
                outcome.err());
        assertTrue(outcome.out().contains("loud"), outcome.out());
    }

    @Test
    void publishedSeparatorsAreListedAndDescribed() throws IOException {
        String list = Outcome.of("models", "list").ended(ExitCode.DONE).out();
        assertTrue(
                list.lines()
                        .anyMatch(
                                line -> line.matches("umxl +no +4 stems +34\\.8 s +SDR vocals 7\\.21 +CC BY-NC-SA .*")),
                list);
        assertTrue(list.lines().anyMatch(line -> line.matches("umxse +no +2 stems +48 s +MIT .*")), list);
        String info = Outcome.of("models", "info", "umxhq").out();
        assertTrue(info.contains("zenodo.org/records/3370489/files/drums-9619578f.pth"), info);
        assertTrue(info.contains("SHA-256       9619578f..."), info);
        System.setProperty(
                "mir.models.mirror",
                Files.createDirectories(bench.path("mirror")).toString());
        bench.text("mirror/vocals-b62c91ce.pth", "no weights");
        Outcome other = Outcome.of("models", "pull", "umxhq").ended(ExitCode.NOTHING_DONE);
        assertTrue(other.err().contains("expected one that begins with b62c91ce"), other.err());
    }
}
