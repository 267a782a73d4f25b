// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.cli.SeparationBench.RATE;
import static org.mir4j.cli.SeparationBench.read;
import static org.mir4j.cli.SeparationBench.sound;
import static org.mir4j.cli.SeparationBench.tones;
import static org.mir4j.cli.Workbench.names;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioInfo;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioTags;
import org.mir4j.cli.Outcome;
import org.mir4j.cli.SeparationBench;
import org.mir4j.core.audio.Waveform;

/** The files that {@code mir separate} writes, read again. */
class SeparateFilesTest {

    @TempDir
    Path directory;

    private SeparationBench bench;
    private Path out;

    @BeforeEach
    void open() throws IOException {
        bench = new SeparationBench(directory);
        out = bench.path("out");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Outcome separate(Path song, Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = song;
        all[1] = "-o";
        all[2] = out;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return bench.separate(all);
    }

    private Waveform stem(String name) {
        return read(out.resolve("song").resolve(name));
    }

    private static double peak(Waveform sound) {
        return distance(sound, sound(sound.channels().length, sound.length(), n -> 0));
    }

    /** The largest difference; both are as long. */
    private static double distance(Waveform one, Waveform other) {
        assertEquals(other.channels().length, one.channels().length);
        assertEquals(other.length(), one.length());
        double largest = 0;
        for (int c = 0; c < one.channels().length; c++) {
            for (int n = 0; n < one.length(); n++) {
                largest = Math.max(largest, Math.abs(one.channels()[c][n] - other.channels()[c][n]));
            }
        }
        return largest;
    }

    /** Away from the ends, where a tone that begins is no tone yet. */
    private static Waveform middle(Waveform sound) {
        return new Waveform(
                Arrays.stream(sound.channels())
                        .map(row -> Arrays.copyOfRange(row, 1000, row.length - 1000))
                        .toArray(float[][]::new),
                sound.sampleRate());
    }

    private static Waveform sum(Waveform one, Waveform other) {
        float[][] rows = new float[one.channels().length][one.length()];
        for (int c = 0; c < rows.length; c++) {
            for (int n = 0; n < rows[c].length; n++) {
                rows[c][n] = one.channels()[c][n] + other.channels()[c][n];
            }
        }
        return new Waveform(rows, one.sampleRate());
    }

    @Test
    void everyStemIsAFileInAFolderOfTheSong() throws IOException {
        Path song = bench.song("song.wav", tones(2, 12_345, 0.25, 0.125));
        Outcome outcome = separate(song).ended(ExitCode.DONE);
        assertEquals("", outcome.err());
        assertEquals(
                List.of(
                        out.resolve("song/vocals.wav").toString(),
                        out.resolve("song/accompaniment.wav").toString()),
                outcome.out().lines().toList());
        assertEquals(List.of("accompaniment.wav", "vocals.wav"), names(out.resolve("song")));
        assertTrue(distance(middle(stem("vocals.wav")), middle(tones(2, 12_345, 0, 0.125))) < 1e-3);
        assertTrue(distance(middle(stem("accompaniment.wav")), middle(tones(2, 12_345, 0.25, 0))) < 1e-3);
    }

    @ParameterizedTest
    @CsvSource({
        "wav,  16,  pcm_s16le, 2e-5",
        "wav,  24,  pcm_s24le, 1e-6",
        "wav,  32f, pcm_f32le, 5e-7",
        "flac, 16,  flac,      2e-5",
        "flac, 24,  flac,      1e-6"
    })
    void stemsAreWrittenInEveryFormat(String format, String bits, String codec, double close) throws IOException {
        Waveform sound = tones(2, 20_011, 0.5, 0.25);
        Path song = bench.song("song.wav", sound);
        separate(song, "--format", format, "--bits", bits).ended(ExitCode.DONE);
        Path vocals = out.resolve("song/vocals." + format);
        AudioInfo info = AudioReader.of(vocals).info();
        assertEquals(codec, info.codec());
        assertEquals(RATE, info.sampleRate());
        Waveform sum = sum(read(vocals), read(out.resolve("song/accompaniment." + format)));
        assertTrue(distance(sum, sound) < 2 * close + 2e-6, () -> "off by " + distance(sum, sound));
        assertEquals(2, namesIn("song").size());
    }

    private List<String> namesIn(String folder) throws IOException {
        return names(out.resolve(folder));
    }

    @Test
    void mp3HoldsStemsToo() throws IOException {
        Path song = bench.song("song.wav", tones(2, 20_011, 0.5, 0.25));
        separate(song, "--format", "mp3").ended(ExitCode.DONE);
        assertEquals(List.of("accompaniment.mp3", "vocals.mp3"), namesIn("song"));
        assertEquals(20_011, stem("vocals.mp3").length());
    }

    @Test
    void whatTheFormatDoesNotHoldIsSaidBeforeTheWork() throws IOException {
        Path song = bench.song("song.wav", tones(6, 4000, 0.5, 0.25));
        Outcome outcome = separate(song, "--format", "mp3").ended(ExitCode.NOTHING_DONE);
        assertTrue(
                outcome.err()
                        .contains("The stems of " + song
                                + " cannot be written: MP3 holds 1 or 2 channels, got 6; choose FLAC or WAV."),
                outcome.err());
        assertEquals(
                List.of(), names(bench.path("")).stream().filter("out"::equals).toList());
    }

    @Test
    void withAResidualTheStemsSumToTheSong() throws IOException {
        Random random = new Random(1);
        Waveform noise = sound(2, 30_001, n -> 2 * random.nextDouble() - 1);
        Path song = bench.song("song.wav", noise);
        separate(song, "--residual", "--bits", "32f").ended(ExitCode.DONE);
        assertTrue(distance(sum(stem("vocals.wav"), stem("accompaniment.wav")), noise) <= 1e-6);
    }

    @Test
    void oneStemAndAllElse() throws IOException {
        Path song = bench.song("song.wav", tones(1, 8000, 0.5, 0.25));
        separate(song, "--two-stems", "accompaniment").ended(ExitCode.DONE);
        assertEquals(List.of("accompaniment.wav", "no_accompaniment.wav"), namesIn("song"));
        separate(song, "--two-stems", "vocals", "--stems", "accompaniment", "--format", "flac")
                .ended(ExitCode.DONE);
        assertEquals(List.of("accompaniment.flac", "accompaniment.wav", "no_accompaniment.wav"), namesIn("song"));
        assertTrue(distance(stem("accompaniment.flac"), stem("accompaniment.wav")) < 1e-4);
    }

    @Test
    void onlyTheStemsAskedForAreWritten() throws IOException {
        Path song = bench.song("song.wav", tones(1, 8000, 0.5, 0.25));
        separate(song, "--stems", "vocals").ended(ExitCode.DONE);
        assertEquals(List.of("vocals.wav"), namesIn("song"));
    }

    @Test
    void allStemsAreSofterByTheSameWhereOneWouldClip() throws IOException {
        Waveform square = sound(1, 16_000, n -> n / 20 % 2 == 0 ? 0.98 : -0.98); // below 2 kHz it overshoots
        Path song = bench.song("song.wav", square);
        Outcome outcome = separate(song).ended(ExitCode.DONE);
        double heard = peak(stem("accompaniment.wav"));
        assertEquals(1 - 0x1p-15, heard, 1e-9, "the loudest sample is the largest there is");
        Path kept = bench.path("kept");
        bench.separate(song, "-o", kept, "--bits", "32f").ended(ExitCode.DONE);
        Waveform loud = read(kept.resolve("song/accompaniment.wav"));
        double gain = heard / peak(loud);
        assertTrue(gain < 0.99, "floats keep the level");
        for (String name : new String[] {"vocals.wav", "accompaniment.wav"}) {
            Waveform whole = read(kept.resolve("song").resolve(name));
            Waveform scaled = sound(1, whole.length(), n -> gain * whole.channels()[0][n]);
            assertTrue(distance(stem(name), scaled) < 2e-5, name);
        }
        String decibels = String.format(Locale.ROOT, "%.1f", -20 * Math.log10(gain));
        assertEquals(
                "mir: " + song + ": all stems are " + decibels
                        + " dB softer than in the song, since accompaniment would clip at 16 bits; --bits 32f keeps the"
                        + " level." + System.lineSeparator(),
                outcome.err());
    }

    @ParameterizedTest
    @CsvSource({"wav, 24", "wav, 32f", "flac, 16", "mp3, ''"})
    void tagsAreThoseOfTheSong(String format, String bits) throws IOException {
        AudioTags tags = new AudioTags(Map.of("title", "Morgen", "artist", "Ä & Ö", "track", "3"));
        Path song = bench.song("song.flac", tones(2, 8000, 0.5, 0.25), AudioFormat.FLAC_16, tags);
        Object[] how =
                bits.isEmpty() ? new Object[] {"--format", format} : new Object[] {"--format", format, "--bits", bits};
        separate(song, how).ended(ExitCode.DONE);
        assertEquals(
                tags,
                AudioReader.of(out.resolve("song/vocals." + format)).info().tags());
    }

    @Test
    void aPartOfTheSongIsCutToTheSample() throws IOException {
        Waveform sound = sound(1, 2 * RATE, n -> 0.5 * Math.sin(1e-5 * n * n));
        Path song = bench.song("song.wav", sound);
        separate(song, "--start", "0.5", "--duration", "0.25", "--residual", "--bits", "32f")
                .ended(ExitCode.DONE);
        Waveform part = sound(1, RATE / 4, n -> sound.channels()[0][RATE / 2 + n]);
        assertTrue(distance(sum(stem("vocals.wav"), stem("accompaniment.wav")), part) <= 1e-6);
        separate(song, "--start", "1.75", "--force").ended(ExitCode.DONE);
        assertEquals(RATE / 4, stem("vocals.wav").length());
        assertTrue(separate(song, "--start", "3", "--force")
                .ended(ExitCode.NOTHING_DONE)
                .err()
                .contains("nothing lies in the range that starts at 3.00 s"));
    }

    @ParameterizedTest
    @CsvSource({"1, 1600", "1, 1", "2, 50", "6, 5000"})
    void shortSongsAndManyChannelsAreDone(int channels, int length) throws IOException {
        Waveform sound = tones(channels, length, 0.5, 0.25);
        Path song = bench.song("song.wav", sound);
        separate(song, "--bits", "32f", "--plot").ended(ExitCode.DONE);
        assertTrue(distance(sum(stem("vocals.wav"), stem("accompaniment.wav")), sound) < 3e-6);
    }

    @Test
    void silenceGivesSilence() throws IOException {
        Path song = bench.song("song.wav", sound(2, 9000, n -> 0));
        assertEquals("", separate(song, "--plot").ended(ExitCode.DONE).err());
        assertEquals(0, peak(stem("vocals.wav")));
        assertEquals(9000, stem("accompaniment.wav").length());
    }

    @Test
    void noiseOfFullScaleIsDone() throws IOException {
        Random random = new Random(2);
        Path song = bench.song(
                "song.wav",
                sound(2, 40_000, n -> random.nextBoolean() ? 0.9999 : -1),
                AudioFormat.WAV_16,
                AudioTags.none());
        assertTrue(separate(song).ended(ExitCode.DONE).err().contains(" dB softer than in the song"));
    }

    @Test
    void aPictureShowsTheSongAndItsStems() throws IOException {
        Path song = bench.song("song.wav", tones(2, 30_000, 0.5, 0.25));
        Outcome outcome = separate(song, "--plot", "--stems", "vocals").ended(ExitCode.DONE);
        assertTrue(outcome.out().contains("stems.png"), outcome.out());
        assertEquals(List.of("stems.png", "vocals.wav"), namesIn("song"));
        var picture = ImageIO.read(out.resolve("song/stems.png").toFile());
        assertEquals(1400, picture.getWidth());
        assertEquals(602, picture.getHeight(), "two panels");
    }
}
