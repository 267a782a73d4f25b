// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.metric.SiSdr;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.store.ModelStore;

/** How well the separator separates that comes with the library: a floor, which no change may go below. */
class BundledSeparatorTest {

    private static final Path SONG = Path.of("..", "examples", "morning-train.ogg");
    private static final Path VOCALS = Path.of("src", "test", "resources", "audio", "morning-vocals.ogg");
    private static final double START = 5;
    private static final double DURATION = 8;
    private static final int VOCALS_STREAM = 4;

    @TempDir
    static Path home;

    private static Separator separator;

    @BeforeAll
    static void load() {
        ModelStore store = new ModelStore(home, Optional.empty());
        separator = Separator.load(store.require("mir-vocals-2"), ModelOptions.on(Device.cpu()));
    }

    @AfterAll
    static void close() {
        separator.close();
    }

    private static float[][] without(Waveform mixture, Waveform vocals) {
        float[][] rest = new float[mixture.channels().length][mixture.length()];
        for (int c = 0; c < rest.length; c++) {
            for (int n = 0; n < rest[c].length; n++) {
                rest[c][n] = mixture.channels()[c][n] - vocals.channels()[c][n];
            }
        }
        return rest;
    }

    @Test
    void theVoiceOfTheExampleSongIsTakenOutOfIt() {
        Waveform mixture = AudioReader.of(SONG).range(START, DURATION).readAll();
        Waveform vocals = AudioReader.of(VOCALS).readAll();
        StemAudio stems = separator.separate(mixture);
        double before = SiSdr.of(vocals.channels(), mixture.channels());
        double after = SiSdr.of(vocals.channels(), stems.stems().get("vocals").channels());
        double rest = SiSdr.of(
                without(mixture, vocals), stems.stems().get("accompaniment").channels());
        assertTrue(before < 1, "the mixture itself: " + before + " dB");
        assertTrue(after > 6, "vocals: " + after + " dB");
        assertTrue(rest > 6.5, "accompaniment: " + rest + " dB");
    }

    @Test
    void clipsOfMusdb18AreSeparatedWhereTheyAreAtHand() {
        String folder = System.getenv("MUSDB18_7S");
        assumeTrue(folder != null, "MUSDB18_7S does not name the folder of the clips of MUSDB18");
        List<Double> found = new ArrayList<>();
        for (String name : List.of("Al James - Schoolboy Facination", "Arise - Run Run Run", "BKS - Too Much")) {
            Path clip = Path.of(folder, "test", name + ".stem.mp4");
            assumeTrue(Files.exists(clip), clip + " is not there");
            Waveform mixture = AudioReader.of(clip).track(0).readAll();
            Waveform vocals = AudioReader.of(clip).track(VOCALS_STREAM).readAll();
            found.add(SiSdr.of(
                    vocals.channels(),
                    separator.separate(mixture).stems().get("vocals").channels()));
        }
        double mean = found.stream().mapToDouble(value -> value).average().orElseThrow();
        assertTrue(mean > 5, "vocals: " + found + " dB");
    }
}
