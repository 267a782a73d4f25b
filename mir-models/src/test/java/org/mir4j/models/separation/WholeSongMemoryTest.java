// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinySeparator;
import org.mir4j.models.card.MaskingTask.Segment;

/** A song in memory needs room for itself and its stems, and hardly more: tried in a process with a small heap. */
@Timeout(120)
class WholeSongMemoryTest {

    /** 8 MB of song and 15 MB of stems. */
    private static final int SAMPLES = 120 * TinySeparator.SAMPLE_RATE;

    private static final String HEAP = "-Xmx64m";

    @TempDir
    Path folder;

    @Test
    void aSongIsTakenApartInAHeapThatHoldsItAndItsStems() throws Exception {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        folder.resolve("model").toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(said.toString()))
                .start();
        int end = process.waitFor();
        assertEquals(0, end, () -> {
            try {
                return Files.readString(said);
            } catch (java.io.IOException e) {
                return e.toString();
            }
        });
    }

    /** What runs in the process. */
    static final class Program {

        private Program() {}

        /** Takes a song apart. */
        public static void main(String[] arguments) {
            float[] samples = new float[SAMPLES];
            for (int n = 0; n < SAMPLES; n++) {
                samples[n] = (float) (0.3 * Math.sin(0.05 * n));
            }
            try (Separator separator = Separator.load(
                    TinySeparator.install(Path.of(arguments[0]), TinySeparator.task(1, new Segment(512, 48))),
                    ModelOptions.on(Device.cpu()))) {
                StemAudio audio = separator.separate(Waveform.mono(samples, TinySeparator.SAMPLE_RATE));
                if (audio.stems().get("vocals").length() != SAMPLES) {
                    System.exit(1);
                }
            }
        }
    }
}
