// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.audio.spectral.StftSettings.Padding;
import org.mir4j.audio.spectral.StftSettings.Window;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinySeparator;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.engine.PyTorch;

class SeparatorTest {

    private static final Segment LONG = new Segment(4096, 0);
    private static final Segment SHORT = new Segment(96, 48);

    @TempDir
    Path folder;

    private Separator separator(int channels, Segment segment) {
        return Separator.load(
                TinySeparator.install(folder.resolve("model"), TinySeparator.task(channels, segment)),
                ModelOptions.on(Device.cpu()));
    }

    private static Waveform song(int channels, int length, int rate) {
        Random random = new Random(length);
        float[][] rows = new float[channels][length];
        for (float[] row : rows) {
            double phase = random.nextDouble();
            for (int n = 0; n < length; n++) {
                row[n] = (float) (0.3 * Math.sin(0.05 * n + phase) + 0.1 * random.nextGaussian());
            }
        }
        return new Waveform(rows, rate);
    }

    private static double largestDifference(Waveform one, Waveform other) {
        double largest = 0;
        for (int c = 0; c < one.channels().length; c++) {
            for (int n = 0; n < one.length(); n++) {
                largest = Math.max(largest, Math.abs(one.channels()[c][n] - other.channels()[c][n]));
            }
        }
        return largest;
    }

    private static Waveform sum(StemAudio audio) {
        float[][] rows =
                new float[audio.mixture().channels().length][audio.mixture().length()];
        for (Waveform stem : audio.stems().values()) {
            for (int c = 0; c < rows.length; c++) {
                for (int n = 0; n < rows[c].length; n++) {
                    rows[c][n] += stem.channels()[c][n];
                }
            }
        }
        return new Waveform(rows, audio.mixture().sampleRate());
    }

    private static Waveform part(Waveform song, int from, int to) {
        return new Waveform(
                Arrays.stream(song.channels())
                        .map(row -> Arrays.copyOfRange(row, from, to))
                        .toArray(float[][]::new),
                song.sampleRate());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "2, 1", "2, 2", "2, 6", "1, 3", "2, 5"})
    void masksThatSumToOneGiveStemsThatSumToTheSong(int heard, int channels) {
        try (Separator separator = separator(heard, SHORT)) {
            for (int rate : new int[] {8000, 11025, 16000, 22050, 44100, 48000, 96000}) {
                Waveform song = song(channels, rate / 4 + 7, rate);
                StemAudio audio = separator.separate(song);
                assertEquals(
                        List.of("vocals", "accompaniment"),
                        List.copyOf(audio.stems().keySet()));
                assertTrue(largestDifference(song, sum(audio)) < 2e-6, rate + " Hz");
                assertTrue(largestDifference(song, audio.stems().get("vocals")) > 1e-3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 48, 64})
    void theEndOfASongIsJoinedLikeItsMiddle(int hop) {
        MaskingTask usual = TinySeparator.task(1, SHORT);
        StftSettings stft = new StftSettings(128, 128, hop, Window.HANN_PERIODIC, Padding.REFLECT);
        MaskingTask task =
                new MaskingTask(usual.sampleRate(), 1, stft, usual.network(), usual.stems(), usual.segment(), null);
        try (Separator separator =
                Separator.load(TinySeparator.install(folder.resolve("model"), task), ModelOptions.on(Device.cpu()))) {
            for (int more = 0; more < hop; more++) {
                Waveform song = song(1, 3000 + more, usual.sampleRate());
                StemAudio audio = separator.separate(song);
                assertTrue(largestDifference(song, sum(audio)) < 2e-6);
                for (Waveform stem : audio.stems().values()) {
                    for (float value : stem.channels()[0]) {
                        assertTrue(Math.abs(value) < 1, "hop " + hop + ", " + more + " samples more: " + value);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aMarginMovesSegmentsAndNoSamples(int margin) {
        MaskingTask usual = TinySeparator.task(1, SHORT);
        StftSettings stft = new StftSettings(128, 128, 32, Window.HANN_PERIODIC, Padding.ZEROS);
        Segment segment = new Segment(SHORT.frames(), 0, margin);
        MaskingTask task = new MaskingTask(usual.sampleRate(), 1, stft, usual.network(), usual.stems(), segment, null);
        try (Separator separator =
                Separator.load(TinySeparator.install(folder.resolve("model"), task), ModelOptions.on(Device.cpu()))) {
            for (int length : new int[] {1, 31, 32, 64 * 32, 64 * 32 - margin * 32, 64 * 32 + 1, 20_000}) {
                for (int rate : new int[] {16_000, 44_100}) {
                    Waveform song = song(1, length, rate);
                    StemAudio audio = separator.separate(song);
                    assertTrue(largestDifference(song, sum(audio)) < 2e-6, length + " at " + rate);
                }
            }
        }
    }

    @Test
    void stemsAreAsLongAsTheSong() {
        Random random = new Random(4);
        try (Separator separator = separator(1, SHORT)) {
            for (int i = 0; i < 60; i++) {
                int rate = List.of(8000, 11025, 16000, 22050, 32000, 44100, 48000, 96000)
                        .get(random.nextInt(8));
                int length = 1 + random.nextInt(i < 20 ? 200 : 20000);
                Waveform song = song(1 + random.nextInt(2), length, rate);
                separator
                        .separate(song)
                        .stems()
                        .values()
                        .forEach(stem -> assertEquals(length, stem.length(), length + " at " + rate));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16000, 44100})
    void blocksMakeNoDifference(int rate) {
        Waveform song = song(2, 20011, rate);
        try (Separator separator = separator(2, SHORT);
                NDManager manager = PyTorch.engine().newBaseManager(Device.cpu())) {
            StemAudio whole = separator.separate(song);
            SeparationNetwork model = SeparationNetwork.load(
                    TinySeparator.install(folder.resolve("again"), TinySeparator.task(2, SHORT)), manager);
            List<Float> vocals = new ArrayList<>();
            try (SeparationStream stream = new SeparationStream(model, "song", rate, 2, List.of())) {
                for (int from = 0, size = 1; from < song.length(); from += size, size = 1 + size * 3 % 4001) {
                    Waveform block = part(song, from, Math.min(song.length(), from + size));
                    stream.push(block).forEach(part -> collect(part, vocals));
                }
                stream.finish().forEach(part -> collect(part, vocals));
            }
            assertEquals(song.length(), vocals.size());
            float[] expected = whole.stems().get("vocals").channels()[1];
            for (int n = 0; n < expected.length; n++) {
                assertEquals(expected[n], vocals.get(n), 1e-6);
            }
        }
    }

    private static void collect(StemAudio part, List<Float> samples) {
        for (float value : part.stems().get("vocals").channels()[1]) {
            samples.add(value);
        }
    }

    @Test
    void segmentsMakeNoAudibleDifference() {
        Waveform song = song(1, 60000, 16000);
        StemAudio whole;
        try (Separator separator = separator(1, LONG)) {
            whole = separator.separate(song);
        }
        try (Separator separator = separator(1, SHORT)) {
            double difference = largestDifference(
                    whole.stems().get("vocals"),
                    separator.separate(song).stems().get("vocals"));
            assertTrue(difference < 1e-3, "-60 dB of full scale, got " + difference);
        }
    }

    @Test
    void twoRunsGiveTheSame() {
        Waveform song = song(2, 30000, 44100);
        try (Separator separator = separator(2, SHORT)) {
            assertEquals(
                    separator.separate(song).stems(), separator.separate(song).stems());
        }
    }

    @Test
    void aClosedSeparatorSaysSo() {
        Separator separator = separator(1, SHORT);
        separator.close();
        assertThrows(IllegalStateException.class, () -> separator.separate(song(1, 100, 16000)));
    }
}
