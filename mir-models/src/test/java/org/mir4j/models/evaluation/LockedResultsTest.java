// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.models.run.RunDirectory;
import org.mir4j.models.run.RunDirectory.Existing;
import org.mir4j.models.run.RunLock;
import org.mir4j.models.run.RunSettings;

class LockedResultsTest {

    private static final RunSettings SETTINGS = new RunSettings(Map.of("model", "msd-fcn", "dataset", "gtzan"));

    @TempDir
    Path folder;

    @Test
    void theLockOutlivesTheReadingOfResults() throws IOException, InterruptedException {
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        RunLock lock = run.open(SETTINGS, Existing.RESUME);
        ResultsFile.open(run.resultsFile()).close();
        ResultsFile.read(run.resultsFile(), line -> {});
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process other = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        run.path().toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        other.waitFor();
        lock.close();
        assertTrue(said.contains("another run"), said);
    }

    /** Another process that wants to go on with the run. */
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) {
            new RunDirectory(Path.of(arguments[0])).open(SETTINGS, Existing.RESUME);
        }
    }
}
