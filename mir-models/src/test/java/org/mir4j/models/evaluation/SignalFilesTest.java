// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;

class SignalFilesTest {

    @TempDir
    Path folder;

    private List<Path> there() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void whatIsWrittenInBlocksIsReadFromAnyPlace() {
        Random random = new Random(1);
        float[][] all = new float[2][200_000]; // more than is written or read at once
        try (SignalFiles files = new SignalFiles(folder)) {
            SignalFile signal = files.create(2);
            for (int from = 0, size = 1; from < all[0].length; from += size, size = 1 + 7 * size % 90_001) {
                float[][] block = new float[2][Math.min(size, all[0].length - from)];
                for (int c = 0; c < 2; c++) {
                    for (int n = 0; n < block[c].length; n++) {
                        block[c][n] = random.nextFloat() - 0.5f;
                    }
                    System.arraycopy(block[c], 0, all[c], from, block[c].length);
                }
                signal.append(block);
            }
            assertEquals(all[0].length, signal.length());
            assertArrayEquals(all[0], Samples.of(signal, 0));
            float[] piece = new float[3];
            signal.read(1, 123_456, piece, 3);
            assertArrayEquals(new float[] {all[1][123_456], all[1][123_457], all[1][123_458]}, piece);
        }
    }

    @Test
    void aSignalIsCutAndGoesOnWithSilence() {
        try (SignalFiles files = new SignalFiles(folder)) {
            SignalFile signal = files.create(1);
            signal.append(new float[][] {{1, 2, 3}});
            signal.fit(5);
            assertArrayEquals(new float[] {1, 2, 3, 0, 0}, Samples.of(signal, 0));
            signal.fit(2);
            assertArrayEquals(new float[] {1, 2}, Samples.of(signal, 0));
        }
    }

    @Test
    void recordingsAreAddedWithinTheSignal() {
        try (SignalFiles files = new SignalFiles(folder)) {
            SignalFile signal = files.create(1);
            signal.append(new float[][] {{1, 2}});
            signal.fit(4);
            signal.add(0, new float[][] {{10}});
            signal.add(1, new float[][] {{20, 30, 40, 50}});
            signal.add(5, new float[][] {{60}});
            assertArrayEquals(new float[] {11, 22, 30, 40}, Samples.of(signal, 0));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // where files have names until they are closed
    void nothingIsSeenOfTheFilesSoThatNothingIsLeftOfThem() throws IOException {
        try (SignalFiles files = new SignalFiles(folder)) {
            files.create(2).append(new float[2][1000]);
            assertEquals(List.of(), there());
        }
        assertEquals(List.of(), there());
    }

    @Test
    void aPlaceThatCannotHoldThemIsNamed() {
        try (SignalFiles files = new SignalFiles(folder.resolve("nowhere"))) {
            String message =
                    assertThrows(MirException.class, () -> files.create(1)).getMessage();
            assertTrue(message.contains("nowhere cannot hold the samples of this track"), message);
            assertTrue(message.contains("on a larger disk"), message);
        }
    }

    @Test
    void anInterruptedThreadDoesNotReadOn() {
        try (SignalFiles files = new SignalFiles(folder)) {
            SignalFile signal = files.create(1);
            signal.append(new float[1][10]);
            Thread.currentThread().interrupt();
            String message = assertThrows(MirException.class, () -> Samples.of(signal, 0))
                    .getMessage();
            assertTrue(Thread.interrupted());
            assertEquals("The evaluation was interrupted.", message);
        }
    }
}
