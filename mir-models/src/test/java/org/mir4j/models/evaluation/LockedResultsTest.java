// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;
import org.mir4j.models.ExistingRun;
import org.mir4j.models.run.RunDirectory;
import org.mir4j.models.run.RunLock;
import org.mir4j.models.run.RunSettings;

class LockedResultsTest {

    private static final RunSettings SETTINGS = new RunSettings(Map.of("model", "msd-fcn", "dataset", "gtzan"));

    @TempDir
    Path folder;

    @Test
    void theLockOutlivesTheReadingOfResults() throws IOException, InterruptedException {
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        RunLock lock = run.open(SETTINGS, ExistingRun.RESUME);
        ResultsFile.open(run.resultsFile()).close();
        ResultsFile.read(run.resultsFile(), line -> {});
        String said = otherProcess(run);
        lock.close();
        assertTrue(said.contains("another run"), said);
    }

    @Test
    void theLockOutlivesTheRefusalOfAnotherRunInTheSameProcess() throws IOException, InterruptedException {
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        RunLock lock = run.open(SETTINGS, ExistingRun.RESUME);
        Path sameInOtherWords = folder.resolve("elsewhere").resolve("..").resolve("run");
        Files.createDirectories(folder.resolve("elsewhere"));
        for (Path path : List.of(run.path(), sameInOtherWords)) {
            RunDirectory again = new RunDirectory(path);
            assertThrows(MirException.class, () -> again.open(SETTINGS, ExistingRun.RESUME));
        }
        String said = otherProcess(run);
        lock.close();
        assertTrue(said.contains("another run"), said);
        run.open(SETTINGS, ExistingRun.RESUME).close();
    }

    /** What another process says that wants to resume the run. */
    private static String otherProcess(RunDirectory run) throws IOException, InterruptedException {
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
        return said;
    }

    /** Another process that wants to resume the run. */
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) {
            new RunDirectory(Path.of(arguments[0])).open(SETTINGS, ExistingRun.RESUME);
        }
    }
}
