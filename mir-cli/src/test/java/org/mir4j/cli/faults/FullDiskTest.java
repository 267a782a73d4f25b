// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.SeparationBench;
import org.mir4j.cli.ToneRecipe;
import org.mir4j.cli.Workbench;

/** Disks that get full: a sentence says so and names the place, and nothing half-written is left. */
@Tag("faults")
@EnabledOnOs(OS.LINUX)
class FullDiskTest {

    private static final String FULL = "No space left on device";

    @TempDir
    Path directory;

    private SeparationBench songs;
    private Workbench bench;
    private Path disk;

    @BeforeEach
    void open() throws IOException {
        songs = new SeparationBench(directory);
        bench = songs.workbench();
        disk = Files.createDirectory(directory.resolve("disk"));
    }

    @AfterEach
    void close() throws Exception {
        songs.close();
        if (isMounted()) {
            unmount();
        }
    }

    private boolean isMounted() throws IOException {
        return Files.readString(Path.of("/proc/mounts")).contains(" " + disk + " ");
    }

    /** Which fails if a file is open still. */
    private void unmount() throws Exception {
        assertEquals(0, new ProcessBuilder("umount", disk.toString()).start().waitFor(), "a file is left open");
    }

    /** Makes the folder a disk of so many KiB. */
    private void mount(int kib) throws Exception {
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + kib + "k", "tmpfs", disk.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(mount.getInputStream().readAllBytes());
        assumeTrue(mount.waitFor() == 0, () -> "skipped: only root may mount a small disk (" + said.strip() + ")");
    }

    private static Outcome mir(Object... arguments) {
        return Outcome.of(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private void requireFull(Outcome outcome, int code, Path place) {
        outcome.ended(code);
        assertTrue(outcome.err().contains(FULL) && outcome.err().contains(place.toString()), outcome.err());
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.walk(disk)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void stemsAreNotLeftHalf() throws Exception {
        Path song = songs.song("song.wav", SeparationBench.tones(2, 20 * SeparationBench.RATE, 0.3, 0.2));
        for (String format : List.of("wav", "flac", "mp3")) {
            mount(300);
            requireFull(songs.separate(song, "-o", disk, "--format", format), 3, disk);
            assertEquals(List.of(), left());
            unmount();
        }
    }

    @Test
    void featuresAreNotLeftHalf() throws Exception {
        Path song = bench.noise("song.wav", 20, 1);
        mount(64);
        for (String name : List.of("song.npy", "song.csv")) {
            requireFull(mir("features", song, "-o", disk.resolve(name)), 3, disk.resolve(name));
            assertEquals(List.of(), left());
        }
    }

    @Test
    void tagsAreNotLeftHalf() throws Exception {
        Path song = bench.noise("song.wav", 60, 1);
        mount(4);
        Path tags = disk.resolve("tags.json");
        requireFull(Workbench.tag(song, "--timeline", "--all", "--format", "json", "-o", tags), 3, tags);
        assertEquals(List.of(), left());
    }

    @Test
    void aTrainingSaysThatItsCheckpointCannotBeKept() throws Exception {
        for (int i = 0; i < 6; i++) {
            bench.tone("sounds/tone/" + i + ".wav", 1);
            bench.noise("sounds/noise/" + i + ".wav", 1, i);
        }
        Path recipe = bench.text("recipe.yaml", ToneRecipe.TEXT);
        mount(12);
        Path run = disk.resolve("run");
        requireFull(mir("train", recipe, "--root", bench.path("sounds"), "-o", run), 3, run);
        assertTrue(left().stream().noneMatch(file -> file.toString().endsWith(".part")), "drafts are left");
    }

    @Test
    void anEvaluationSaysThatItsResultsCannotBeKept() throws Exception {
        for (int i = 0; i < 30; i++) {
            bench.tone("sounds/loud/" + i + ".wav", 1);
            bench.noise("sounds/tag-1/" + i + ".wav", 1, i);
        }
        mount(12);
        Path out = disk.resolve("out");
        requireFull(
                mir("evaluate", "tag-folders", "--root", bench.path("sounds"), "-m", Workbench.MODEL, "--out", out),
                3,
                out);
        assertTrue(left().stream().noneMatch(file -> file.toString().endsWith(".part")), "drafts are left");
    }
}
