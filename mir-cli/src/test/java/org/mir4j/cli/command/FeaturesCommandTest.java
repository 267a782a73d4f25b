// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.Workbench;

/** A tone of 440 Hz, quiet for its first half and loud for its second, as numbers and pictures. */
class FeaturesCommandTest {

    private static final int NPY_HEADER = 128;

    @TempDir
    Path directory;

    private Workbench bench;
    private String song;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(directory);
        song = bench.tone("song.wav", 2).toString();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Outcome features(String output, String... more) {
        return Outcome.of(Stream.concat(Stream.of("features", song, "-o", path(output)), Stream.of(more))
                .toArray(String[]::new));
    }

    private String path(String name) {
        return bench.path(name).toString();
    }

    private List<String[]> csv(String name) throws IOException {
        return Files.readAllLines(bench.path(name)).stream()
                .map(line -> line.split(",", -1))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"logmel, 128", "mfcc, 20", "stft, 1025", "chroma, 12", "level, 1", "pitch, 2", "onset, 1"})
    void anArrayHasAColumnAFrameAndAsManyRowsAsAFrameHasNumbers(String kind, int width) throws IOException {
        features("x.npy", "--kind", kind).ended(ExitCode.DONE);
        byte[] bytes = Files.readAllBytes(bench.path("x.npy"));
        String header = new String(bytes, 0, NPY_HEADER, StandardCharsets.ISO_8859_1);
        int frames = 1 + 2 * 22050 / 512;
        assertTrue(header.startsWith("\u0093NUMPY\u0001\u0000"), header);
        assertTrue(header.contains("'shape': (" + width + ", " + frames + ")"), header);
        assertEquals(NPY_HEADER + 4 * width * frames, bytes.length);
    }

    @Test
    void theStrongestBinIsTheTones() throws IOException {
        features("x.npy", "--kind", "stft", "--rate", "16000").ended(ExitCode.DONE);
        ByteBuffer values =
                ByteBuffer.wrap(Files.readAllBytes(bench.path("x.npy"))).order(ByteOrder.LITTLE_ENDIAN);
        int bins = 1025;
        int frame = 45;
        int strongest = 0;
        for (int bin = 0; bin < bins; bin++) {
            int at = NPY_HEADER + 4 * (frame * bins + bin);
            if (values.getFloat(at) > values.getFloat(NPY_HEADER + 4 * (frame * bins + strongest))) {
                strongest = bin;
            }
        }
        assertEquals(Math.round(440.0 * 2048 / 16000), strongest);
    }

    @Test
    void theStrongestPitchClassIsTheTones() throws IOException {
        features("x.csv", "--kind", "chroma").ended(ExitCode.DONE);
        List<String[]> rows = csv("x.csv");
        int a = List.of(rows.get(0)).indexOf("A");
        assertEquals("1.0", rows.get(60)[a]);
    }

    @Test
    void pitchAndLevelAreTheTones() throws IOException {
        features("pitch.csv", "--kind", "pitch").ended(ExitCode.DONE);
        assertEquals(
                List.of("time", "hertz", "confidence"), List.of(csv("pitch.csv").get(0)));
        assertEquals(440, Double.parseDouble(csv("pitch.csv").get(65)[1]), 1);
        features("level.csv", "--kind", "level").ended(ExitCode.DONE);
        double expected = 20 * Math.log10(0.9 / Math.sqrt(2));
        assertEquals(expected, Double.parseDouble(csv("level.csv").get(65)[1]), 0.1);
    }

    @ParameterizedTest
    @CsvSource({"80, 80", "30, 30", "none, 0"})
    void levelsAreKeptDownToTheRangeBelowTheLoudest(String range, double least) throws IOException {
        String[] option = range.equals("80") ? new String[0] : new String[] {"--top-db", range};
        features("x.csv", option).ended(ExitCode.DONE);
        double[] levels = csv("x.csv").stream()
                .skip(1)
                .flatMap(row -> Stream.of(row).skip(1))
                .mapToDouble(Double::parseDouble)
                .sorted()
                .toArray();
        double span = levels[levels.length - 1] - levels[0];
        if (range.equals("none")) {
            assertTrue(span > 80, "from the loudest to the softest: " + span + " dB");
        } else {
            assertEquals(least, span, 1e-4);
        }
    }

    @Test
    void chromaFollowsTheTuningUnlessItIsSaid() throws IOException {
        song = bench.tone("high.wav", 2, 440 * Math.pow(2, 0.42 / 12)).toString();
        features("auto.csv", "--kind", "chroma").ended(ExitCode.DONE);
        features("said.csv", "--kind", "chroma", "--tuning", "0.42").ended(ExitCode.DONE);
        features("concert.csv", "--kind", "chroma", "--tuning", "0").ended(ExitCode.DONE);
        int aSharp = List.of(csv("auto.csv").get(0)).indexOf("A#");
        double auto = Double.parseDouble(csv("auto.csv").get(60)[aSharp]);
        double concert = Double.parseDouble(csv("concert.csv").get(60)[aSharp]);
        assertEquals(Double.parseDouble(csv("said.csv").get(60)[aSharp]), auto, 0.05);
        assertTrue(auto < concert - 0.1, "A# is " + auto + " by the tuning, " + concert + " at concert pitch");
    }

    @Test
    void aRangeKeepsTheTimesOfTheFile() throws IOException {
        features("x.csv", "--start", "1.5", "--duration", "0.25").ended(ExitCode.DONE);
        assertEquals("1.500000", csv("x.csv").get(1)[0]);
        assertEquals(1 + 1 + 22050 / 4 / 512, csv("x.csv").size());
    }

    @Test
    void aModelsFrontEndIsTheModels() throws IOException {
        features("x.csv", "--model", Workbench.MODEL).ended(ExitCode.DONE);
        assertEquals(1 + 8, csv("x.csv").get(0).length);
        assertEquals(1 + 1 + 2 * Workbench.RATE / 256, csv("x.csv").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"logmel", "mfcc", "stft", "chroma", "level", "pitch", "onset"})
    void everyKindCanBeDrawn(String kind) throws IOException {
        features("x.png", "--kind", kind).ended(ExitCode.DONE);
        BufferedImage image = ImageIO.read(bench.path("x.png").toFile());
        assertEquals(1400, image.getWidth());
        Set<Integer> colours = new HashSet<>();
        for (int y = 100; y < image.getHeight() - 80; y += 2) {
            for (int x = 150; x < 1300; x++) {
                colours.add(image.getRGB(x, y));
            }
        }
        assertTrue(colours.size() > 1, "there is more than a background: " + colours.size() + " colours");
    }

    @Test
    void aPictureShowsThatTheToneGetsLouder() throws IOException {
        features("x.png", "--min", "300", "--max", "600", "--bands", "16").ended(ExitCode.DONE);
        BufferedImage image = ImageIO.read(bench.path("x.png").toFile());
        int quiet = image.getRGB(110 + 1240 / 4, 330) >> 8 & 0xFF;
        int loud = image.getRGB(110 + 3 * 1240 / 4, 330) >> 8 & 0xFF;
        assertTrue(quiet < loud, "green of the quiet half " + quiet + ", of the loud half " + loud);
    }

    @Test
    void whatCannotBeWrittenIsNamedAsItWasTyped() {
        String output = path("no/x.npy");
        Outcome outcome = Outcome.of("features", song, "-o", output).ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().startsWith("mir: " + output + " cannot be written: "), outcome.err());
    }

    @Test
    void nothingIsOverwrittenWithoutLeave() throws IOException {
        bench.text("x.csv", "mine");
        assertTrue(features("x.csv").ended(ExitCode.NOTHING_DONE).err().contains("--force"));
        assertEquals("mine", Files.readString(bench.path("x.csv")));
        features("x.csv", "--force").ended(ExitCode.DONE);
    }

    @Test
    void aBrokenFileLeavesNothingBehind() throws IOException {
        song = bench.text("song.mp3", "no audio").toString();
        Outcome outcome = features("x.npy").ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("song.mp3 cannot be read as audio"), outcome.err());
        assertFalse(Files.exists(bench.path("x.npy")));
        try (Stream<Path> left = Files.list(directory)) {
            assertTrue(left.noneMatch(file -> file.toString().endsWith(".part")));
        }
    }

    @Test
    void aFileTooShortForAFrameIsNamed() throws IOException {
        song = bench.tone("short.wav", 0.01).toString();
        Outcome outcome = features("x.npy", "--model", Workbench.MODEL).ended(ExitCode.NOTHING_DONE);
        assertTrue(outcome.err().contains("short.wav is too short for one frame"), outcome.err());
    }

    @ParameterizedTest
    @CsvSource({
        "x.txt, --kind, mfcc, ends in .npy",
        "x.npy, --kind, sitar, sitar",
        "x.npy, --fft, 7, even",
        "x.npy, --hop, 0, hop",
        "x.npy, --max, 99999, half the sample rate",
        "x.npy, --start, -1, --start",
        "x.npy, --start, Infinity, --start",
        "x.npy, --duration, NaN, --duration",
        "x.npy, --fft, 2147483646, 65536",
        "x.npy, --hop, 2147483647, --hop",
        "x.npy, --bands, 2147483647, --bands",
        "x.npy, --rate, 2147483647, --rate",
        ".png, --kind, mfcc, ends in .npy",
        "x.npy/.., --kind, mfcc, ends in .npy",
        "x.npy, --duration, 0, --duration",
        "x.npy, --rate, 0, --rate",
        "x.npy, --top-db, 0, --top-db takes none",
        "x.npy, --top-db, NaN, --top-db takes none",
        "x.npy, --top-db, all, --top-db takes none",
        "x.npy, --tuning, 0.1, --tuning goes with --kind chroma",
        "x.npy, --coefficients, 13, --coefficients goes with --kind mfcc",
    })
    void wrongUsageIsSaid(String output, String option, String value, String said) {
        Outcome outcome = features(output, option, value).ended(ExitCode.USAGE);
        assertTrue(outcome.err().contains(said), outcome.err());
    }

    @ParameterizedTest
    @CsvSource({
        "chroma, --tuning, 13, --tuning takes auto",
        "chroma, --tuning, high, --tuning takes auto",
        "chroma, --top-db, 3, '--top-db goes with --kind logmel or mfcc, not with chroma.'",
        "stft, --bands, 40, --bands goes with --kind logmel or mfcc",
        "level, --max, 4000, --max goes with --kind logmel or mfcc",
        "mfcc, --tuning, 0, --tuning goes with --kind chroma",
    })
    void optionsThatAKindHasNoUseForAreRefused(String kind, String option, String value, String said) {
        Outcome outcome = features("x.npy", "--kind", kind, option, value).ended(ExitCode.USAGE);
        assertTrue(outcome.err().contains(said), outcome.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--kind level",
                "--kind pitch",
                "--kind onset",
                "--rate 22050",
                "--fft 512",
                "--hop 256",
                "--bands 8",
                "--mel-scale htk",
                "--mel-norm none",
                "--min 0",
                "--max 8000",
                "--top-db none"
            })
    void aModelLeavesNothingToChoose(String option) {
        String[] words = option.split(" ");
        Outcome outcome = features("x.npy", "-m", Workbench.MODEL, words[0], words[1]);
        assertTrue(outcome.ended(ExitCode.USAGE).err().contains("--model"), outcome.err());
    }

    @Test
    void theRootOfAllFilesIsNoOutput() {
        Outcome outcome = Outcome.of("features", song, "-o", "/").ended(ExitCode.USAGE);
        assertTrue(outcome.err().contains("ends in .npy"), outcome.err());
    }

    @Test
    void theMicrophoneNeedsADurationAndAKindThatCanBeFollowed() {
        String output = path("x.csv");
        Outcome endless = Outcome.of("features", "--microphone", "-o", output, "--kind", "level");
        assertTrue(endless.ended(ExitCode.USAGE).err().contains("--duration"), endless.err());
        Outcome both = Outcome.of("features", song, "--microphone", "-o", output, "--kind", "level");
        assertTrue(both.ended(ExitCode.USAGE).err().contains("not both"), both.err());
        Outcome none = Outcome.of("features", "-o", output);
        assertTrue(none.ended(ExitCode.USAGE).err().contains("Which file?"), none.err());
    }
}
