// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.run;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Remedy;
import org.mir4j.models.ExistingRun;

class RunDirectoryTest {

    private static final RunSettings SETTINGS = new RunSettings(Map.of("model", "msd-fcn", "dataset", "gtzan"));

    @TempDir
    Path folder;

    private RunDirectory run;

    @BeforeEach
    void begin() throws IOException {
        run = new RunDirectory(folder.resolve("deep/run"));
        prepare(run, SETTINGS, ExistingRun.KEEP);
        Files.writeString(run.resultsFile(), "{\"track\":\"a\"}\n");
    }

    @Test
    void aRunThatIsThereIsKeptUnlessSomebodySaysOtherwise() throws IOException {
        MirException error = assertThrows(MirException.class, () -> prepare(run, SETTINGS, ExistingRun.KEEP));
        assertEquals(
                run.path() + " holds a run already. Resume it, replace it, or take another directory.",
                error.getMessage());
        assertEquals(List.of(Remedy.RESUME, Remedy.REPLACE, Remedy.OTHER_DIRECTORY), error.remedies());
        assertEquals("{\"track\":\"a\"}\n", Files.readString(run.resultsFile()));
    }

    @Test
    void theSameSettingsGoOn() throws IOException {
        prepare(run, SETTINGS, ExistingRun.RESUME);
        assertEquals("{\"track\":\"a\"}\n", Files.readString(run.resultsFile()));
    }

    @Test
    void otherSettingsAreRefusedWithAllThatDiffers() throws IOException {
        RunSettings other = new RunSettings(Map.of("model", "mtat-fcn", "dataset", "gtzan", "limit", "10"));
        String message = assertThrows(MirException.class, () -> prepare(run, other, ExistingRun.RESUME))
                .getMessage();
        assertAll(
                () -> assertTrue(message.contains("model was msd-fcn and is now mtat-fcn"), message),
                () -> assertTrue(message.contains("limit was none and is now 10"), message),
                () -> assertFalse(message.contains("gtzan"), message));
        prepare(run, SETTINGS, ExistingRun.RESUME); // the settings of the run have not been touched
    }

    @Test
    void aRunCanBeReplaced() {
        prepare(run, new RunSettings(Map.of("model", "mtat-fcn")), ExistingRun.REPLACE);
        assertFalse(Files.exists(run.resultsFile()));
    }

    @Test
    void directoriesWithOtherFilesAreNotTouched() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("thesis.tex"), "mine");
        RunDirectory directory = new RunDirectory(other);
        for (ExistingRun existing : ExistingRun.values()) {
            assertThrows(MirException.class, () -> prepare(directory, SETTINGS, existing));
        }
        assertFalse(Files.exists(other.resolve("run.json")));
    }

    @Test
    void damagedSettingsAreNamed() throws IOException {
        Files.writeString(run.path().resolve("run.json"), "{\"model");
        MirException error = assertThrows(MirException.class, () -> prepare(run, SETTINGS, ExistingRun.RESUME));
        assertTrue(error.getMessage().contains("damaged"), error.getMessage());
    }

    @Test
    void aRunThatGoesOnIsNotTouched() throws IOException {
        RunLock lock = run.open(SETTINGS, ExistingRun.RESUME);
        for (ExistingRun existing : ExistingRun.values()) {
            MirException error = assertThrows(MirException.class, () -> prepare(run, SETTINGS, existing));
            assertTrue(error.getMessage().contains("another run"), error.getMessage());
        }
        assertEquals("{\"track\":\"a\"}\n", Files.readString(run.resultsFile()));
        lock.close();
        prepare(run, SETTINGS, ExistingRun.RESUME);
    }

    private static void prepare(RunDirectory directory, RunSettings settings, ExistingRun existing) {
        directory.open(settings, existing).close();
    }
}
