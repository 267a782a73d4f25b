// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioTags;
import org.mir4j.audio.io.AudioWriter;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.ExistingFileException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.Progress;
import org.mir4j.models.ProgressListener;
import org.mir4j.models.TinySeparator;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.store.InstalledModel;

/** Stems in files, and what is left of a separation that fails half way: nothing. */
class FileSeparationTest {

    private static final int LENGTH = 60_000;
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path directory;

    private Path song;
    private Path stems;
    private Separator separator;

    @BeforeEach
    void open() {
        song = song(directory);
        stems = directory.resolve("out").resolve("song");
        separator = Separator.load(model(directory), ModelOptions.on(Device.cpu()));
    }

    @AfterEach
    void close() {
        separator.close();
    }

    static InstalledModel model(Path directory) {
        return TinySeparator.install(directory.resolve("model"), TinySeparator.task(1, new Segment(192, 32)));
    }

    /** Two tones, softer on the second channel. */
    static Path song(Path directory) {
        float[][] rows = new float[2][LENGTH];
        for (int n = 0; n < LENGTH; n++) {
            rows[0][n] = (float) (0.5 * Math.sin(0.2 * n) + 0.25 * Math.sin(2 * n));
            rows[1][n] = rows[0][n] / 2;
        }
        Path file = directory.resolve("song.wav");
        AudioTags tags = new AudioTags(Map.of("title", "Morgen"));
        try (AudioWriter writer = new AudioWriter(file, AudioFormat.WAV_32F, TinySeparator.SAMPLE_RATE, 2, tags)) {
            writer.write(new Waveform(rows, TinySeparator.SAMPLE_RATE));
        }
        return file;
    }

    private List<Path> separate(
            AudioFormat format, boolean replace, StemFile.Opening opening, ProgressListener listener) {
        SeparationOptions options = SeparationOptions.standard()
                .withFormat(format)
                .withReplacing(replace)
                .withListener(listener);
        return separator.files(options, opening).separate(song, stems).files();
    }

    @Test
    void everyStemIsAFileWithTheTagsOfTheSong() {
        SeparatedFiles written = separator.separate(song, stems);
        assertEquals(List.of(stems.resolve("vocals.wav"), stems.resolve("accompaniment.wav")), written.files());
        assertEquals(1, written.gain().factor());
        assertEquals(List.of("accompaniment.wav", "vocals.wav"), left());
        for (Path file : written.files()) {
            assertEquals("Morgen", AudioReader.of(file).info().tags().values().get("title"));
            assertEquals("pcm_s16le", AudioReader.of(file).info().codec());
            assertEquals(LENGTH, AudioReader.of(file).readAll().length());
        }
    }

    @Test
    void stemsThatAreThereAreReplacedOnlyWhereThatIsAskedFor() throws IOException {
        Path precious = Files.createDirectories(stems).resolve("accompaniment.wav");
        Files.writeString(precious, "precious");
        ExistingFileException refused =
                assertThrows(ExistingFileException.class, () -> separator.separate(song, stems));
        assertEquals(precious, refused.file());
        assertEquals("precious", Files.readString(precious));
        separator.separate(song, stems, SeparationOptions.standard().withReplacing(true));
        assertEquals(LENGTH, AudioReader.of(precious).readAll().length());
    }

    @Test
    void onlyTheStemsAskedForAreWrittenOfThePartAskedFor() {
        SeparationOptions options = SeparationOptions.standard()
                .withTwoStems("vocals")
                .withStems(List.of("accompaniment"))
                .withFormat(AudioFormat.FLAC_24)
                .withPart(1, 2);
        separator.separate(song, stems, options);
        assertEquals(List.of("accompaniment.flac"), left());
        Waveform stem = AudioReader.of(stems.resolve("accompaniment.flac")).readAll();
        assertEquals(2 * TinySeparator.SAMPLE_RATE, stem.length());
        MirException refused = assertThrows(
                MirException.class, () -> separator.separate(song, stems, options.withStems(List.of("drums"))));
        assertEquals("There is no stem \"drums\"; there are vocals, accompaniment.", refused.getMessage());
    }

    @Test
    void aSongIsNeverWrittenOver() throws IOException {
        Path vocals = Files.move(song, directory.resolve("vocals.wav"));
        byte[] before = Files.readAllBytes(vocals);
        MirException refused = assertThrows(
                MirException.class,
                () -> separator.separate(
                        vocals, directory, SeparationOptions.standard().withReplacing(true)));
        assertTrue(refused.getMessage().contains("is the song itself"), refused.getMessage());
        assertArrayEquals(before, Files.readAllBytes(vocals));
    }

    @Test
    void aThreadThatIsInterruptedLeavesNothing() throws Exception {
        List<MirException> thrown = new ArrayList<>();
        Thread thread = new Thread(() -> thrown.add(assertThrows(
                MirException.class,
                () -> separate(AudioFormat.FLAC_16, false, interruptingAtTheEnd(), ProgressListener.none()))));
        thread.start();
        thread.join();
        assertEquals(
                "The separation of " + song + " was interrupted.", thrown.get(0).getMessage());
        requireNothingLeft();
    }

    /** When the network is done, and stems are encoded. */
    private static StemFile.Opening interruptingAtTheEnd() {
        return (file, format, rate, channels, tags) -> {
            if (format == AudioFormat.FLAC_16) {
                Thread.currentThread().interrupt();
            }
            return USUAL.open(file, format, rate, channels, tags);
        };
    }

    @Test
    void aPictureAppearsWithTheStems() {
        Illustration picture = new Illustration() {
            @Override
            public String name() {
                return "picture";
            }

            @Override
            public void draw(double seconds, Map<String, Path> floats, Path file) {
                assertEquals(List.of("vocals", "accompaniment"), List.copyOf(floats.keySet()));
                assertEquals(
                        LENGTH, AudioReader.of(floats.get("vocals")).readAll().length());
                try {
                    Files.writeString(file, seconds + " s");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        SeparatedFiles written =
                separator.separate(song, stems, SeparationOptions.standard().withIllustration(picture));
        assertEquals(stems.resolve("picture.png"), written.files().get(2));
        assertEquals(List.of("accompaniment.wav", "picture.png", "vocals.wav"), left());
    }

    /** All that lies in the song's folder, hidden or not. */
    private List<String> left() {
        try (Stream<Path> files = Files.list(stems)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireNothingLeft() {
        assertFalse(Files.exists(stems.getParent()));
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
            MirException failure = assertThrows(
                    MirException.class, () -> separate(AudioFormat.FLAC_16, false, opening, ProgressListener.none()));
            assertTrue(failure.getMessage().contains("disk is full"), failure.getMessage());
            requireNothingLeft();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatWasThereStaysWhereTheDiskIsFull() throws IOException {
        Path vocals = Files.createDirectories(stems).resolve("vocals.wav");
        Files.writeString(vocals, "of before");
        StemFile.Opening opening = (file, format, rate, channels, tags) ->
                new AudioWriter(file.toString().contains("accompaniment") ? FULL : file, format, rate, channels, tags);
        assertThrows(MirException.class, () -> separate(AudioFormat.WAV_32F, true, opening, ProgressListener.none()));
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
        MirException failure = assertThrows(
                MirException.class, () -> separate(AudioFormat.WAV_16, false, opening, ProgressListener.none()));
        assertEquals(stems.resolve("vocals.wav") + " cannot be written.", failure.getMessage());
        requireNothingLeft();
    }

    @Test
    void stemsThatAnotherProgramWritesMeanwhileStayAndNoneOfOursIsLeft() throws IOException {
        Path theirs = stems.resolve("accompaniment.wav");
        ProgressListener listener = new ProgressListener() {
            @Override
            public void progressed(Progress progress) {
                try {
                    Files.writeString(theirs, "theirs");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        MirException failure =
                assertThrows(MirException.class, () -> separate(AudioFormat.WAV_16, false, USUAL, listener));
        assertEquals(theirs + " exists already, and is not to be replaced.", failure.getMessage());
        assertEquals(List.of("accompaniment.wav"), left());
        assertEquals("theirs", Files.readString(theirs));
    }

    @Test
    void onlyDraftsAreThereUntilAllStemsAreDone() {
        List<String> seen = new ArrayList<>();
        List<Double> parts = new ArrayList<>();
        separate(AudioFormat.FLAC_24, false, USUAL, new ProgressListener() {
            @Override
            public void progressed(Progress progress) {
                seen.addAll(left());
                parts.add(progress.part());
                assertEquals(progress.part() * LENGTH / TinySeparator.SAMPLE_RATE, progress.seconds(), 1e-9);
                assertTrue(progress.recording().endsWith(".wav"), progress.recording());
            }
        });
        assertTrue(seen.stream().allMatch(name -> name.startsWith(".") && name.endsWith(".part")), seen.toString());
        assertEquals(1, parts.get(parts.size() - 1));
        assertEquals(parts.stream().sorted().toList(), parts);
        assertEquals(List.of("accompaniment.flac", "vocals.flac"), left());
    }
}
