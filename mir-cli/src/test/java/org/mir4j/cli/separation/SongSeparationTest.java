package org.mir4j.cli.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioWriter;
import org.mir4j.cli.SeparationBench;
import org.mir4j.cli.output.LastCall;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.separation.StemSelection;
import org.mir4j.models.store.ModelDirectory;

/** What is left of a separation that fails half way: nothing. */
class SongSeparationTest {

    private static final List<String> STEMS = List.of("vocals", "accompaniment");
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path directory;

    private SeparationBench bench;
    private Song song;

    @BeforeEach
    void open() throws IOException {
        bench = new SeparationBench(directory);
        Path file = bench.song("song.wav", SeparationBench.tones(2, 60_000, 0.5, 0.25));
        song = new Song(file, bench.path("out/song"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Hears nothing. */
    private static class Quiet implements SeparationListener {

        @Override
        public void progressed(double seconds, double part) {}

        @Override
        public void noted(String sentence) {}
    }

    private List<Path> separate(
            AudioFormat format, boolean force, StemFile.Opening opening, SeparationListener listener) {
        StemSelection selection = StemSelection.all(STEMS, false);
        SeparationRequest request =
                new SeparationRequest(selection, STEMS, format, -1, 0, Double.POSITIVE_INFINITY, force, false);
        try (Separator separator = Separator.load(ModelDirectory.open(bench.split()), PyTorch.Place.CPU);
                LastCall lastCall = new LastCall()) {
            return new SongSeparation(separator, request, List.of(song), lastCall, opening).separate(song, listener);
        }
    }

    /** All that lies in the song's folder, hidden or not. */
    private List<String> left() {
        try (Stream<Path> files = Files.list(song.folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireNothingLeft() {
        assertFalse(Files.exists(song.folder().getParent()));
    }

    private static final StemFile.Opening USUAL = AudioWriter::new;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsSaidOfTheFileThatWasToBeAndNothingIsLeft() {
        for (AudioFormat full : new AudioFormat[] {AudioFormat.WAV_32F, AudioFormat.FLAC_16}) {
            StemFile.Opening opening = (file, format, rate, channels, tags) -> new AudioWriter(
                    format == full && file.toString().contains("accompaniment") ? FULL : file,
                    format,
                    rate,
                    channels,
                    tags);
            MirException failure =
                    assertThrows(MirException.class, () -> separate(AudioFormat.FLAC_16, false, opening, new Quiet()));
            assertTrue(failure.getMessage().contains("disk is full"), failure.getMessage());
            requireNothingLeft();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatWasThereStaysWhereTheDiskIsFull() throws IOException {
        Path vocals = Files.createDirectories(song.folder()).resolve("vocals.wav");
        Files.writeString(vocals, "of before");
        StemFile.Opening opening = (file, format, rate, channels, tags) ->
                new AudioWriter(file.toString().contains("accompaniment") ? FULL : file, format, rate, channels, tags);
        assertThrows(MirException.class, () -> separate(AudioFormat.WAV_32F, true, opening, new Quiet()));
        assertEquals("of before", Files.readString(vocals));
        assertEquals(List.of("vocals.wav"), left());
    }

    @Test
    void aWriterThatFailsIsSaidOfTheFileAndNotOfItsDraft() throws IOException {
        StemFile.Opening opening = (file, format, rate, channels, tags) -> {
            if (format == AudioFormat.WAV_16) {
                throw new AudioException(file + " cannot be written.");
            }
            return USUAL.open(file, format, rate, channels, tags);
        };
        MirException failure =
                assertThrows(MirException.class, () -> separate(AudioFormat.WAV_16, false, opening, new Quiet()));
        assertEquals(song.folder().resolve("vocals.wav") + " cannot be written.", failure.getMessage());
        requireNothingLeft();
    }

    @Test
    void stemsThatAnotherProgramWritesMeanwhileStayAndNoneOfOursIsLeft() throws IOException {
        Path theirs = song.folder().resolve("accompaniment.wav");
        SeparationListener listener = new Quiet() {
            @Override
            public void progressed(double seconds, double part) {
                try {
                    Files.writeString(theirs, "theirs");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        MirException failure =
                assertThrows(MirException.class, () -> separate(AudioFormat.WAV_16, false, USUAL, listener));
        assertEquals(theirs + " exists already; use --force to replace it.", failure.getMessage());
        assertEquals(List.of("accompaniment.wav"), left());
        assertEquals("theirs", Files.readString(theirs));
    }

    @Test
    void onlyDraftsAreThereUntilAllStemsAreDone() {
        List<String> seen = new ArrayList<>();
        List<Double> parts = new ArrayList<>();
        separate(AudioFormat.FLAC_24, false, USUAL, new Quiet() {
            @Override
            public void progressed(double seconds, double part) {
                seen.addAll(left());
                parts.add(part);
                assertEquals(part * 60_000 / SeparationBench.RATE, seconds, 1e-9);
            }
        });
        assertTrue(seen.stream().allMatch(name -> name.startsWith(".") && name.endsWith(".part")), seen.toString());
        assertEquals(1, parts.get(parts.size() - 1));
        assertEquals(parts.stream().sorted().toList(), parts);
        assertEquals(List.of("accompaniment.flac", "vocals.flac"), left());
    }
}
