// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.Workbench;

/** A published model, pulled from where {@code MIR_MODELS_MIRROR} names a directory with its weights. */
class PublishedModelTest {

    @Test
    void aPublishedModelIsPulledOnFirstUse(@TempDir Path directory) throws IOException {
        String mirror = System.getenv("MIR_MODELS_MIRROR");
        assumeTrue(
                mirror != null && Files.isRegularFile(Path.of(mirror, "mtat-musicnn.pth")),
                "skipped: MIR_MODELS_MIRROR names no directory with the published weights");
        try (Workbench bench = new Workbench(directory)) {
            // tests run in the module's directory; the mirror may be named relative to it
            System.setProperty(
                    "mir.models.mirror", Path.of(mirror).toAbsolutePath().toString());
            String song = bench.tone("song.wav", 4).toString();
            Outcome first = Outcome.of("tag", song, "-m", "mtat-musicnn", "--device", "cpu")
                    .ended(ExitCode.DONE);
            assertTrue(first.err().startsWith("Fetching the model mtat-musicnn "), first.err());
            assertEquals(11, first.out().lines().count(), first.out());
            Outcome second = Outcome.of("tag", song, "-m", "mtat-musicnn", "--device", "cpu")
                    .ended(ExitCode.DONE);
            assertEquals("", second.err());
            assertEquals(first.out(), second.out());
        }
    }

    @Test
    void withoutAModelTheOneThatComesWithTheProgramIsUsedAtOnce(@TempDir Path directory) throws IOException {
        try (Workbench bench = new Workbench(directory)) {
            String song = bench.noise("song.wav", 4, 1).toString();
            Outcome outcome = Outcome.of("tag", song, "--device", "cpu").ended(ExitCode.DONE);
            assertEquals("", outcome.err());
            assertTrue(outcome.out().contains("mir-tagger-1"), outcome.out());
            assertEquals(11, outcome.out().lines().count(), outcome.out());
            assertTrue(
                    Outcome.of("models", "list").out().lines().anyMatch(line -> line.matches("mir-tagger-1 +yes .*")));
        }
    }
}
