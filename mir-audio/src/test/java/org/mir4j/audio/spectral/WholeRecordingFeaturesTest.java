// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.TestEncoder;
import org.mir4j.audio.io.TestFormat;
import org.mir4j.audio.io.TestSounds;
import org.mir4j.audio.spectral.FeatureSettings.Kind;
import org.mir4j.core.audio.Waveform;

/** Features that depend on the whole of a recording agree with librosa's: the signal is defined in features.json. */
class WholeRecordingFeaturesTest {

    private static final int RATE = 22050;
    private static final int[] NOTES = {57, 60, 64, 69, 72, 76};
    private static final double ALL = Double.POSITIVE_INFINITY;
    private static final FrontEndSettings FRONT_END = FrontEndSettings.logMel(
            RATE,
            new StftSettings(2048, 2048, 512, StftSettings.Window.HANN_PERIODIC, StftSettings.Padding.ZEROS),
            new MelSettings(
                    128, 0, RATE / 2.0, MelSettings.Scale.SLANEY, MelSettings.Norm.SLANEY, MelSettings.Triangles.HERTZ),
            LogScale.decibels());

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "logmel, LOGMEL, 80",
        "logmel-40, LOGMEL, 40",
        "logmel-all, LOGMEL, Infinity",
        "mfcc, MFCC, 80",
        "mfcc-all, MFCC, Infinity"
    })
    void levelsAreKeptDownToARangeBelowTheHighest(String name, Kind kind, double range) {
        assertGolden(name, new FeatureSettings(kind, FRONT_END, 20, range, OptionalDouble.of(0)));
    }

    @Test
    void theTuningOfChromaIsEstimatedOrGiven() {
        assertGolden("chroma", new FeatureSettings(Kind.CHROMA, FRONT_END, 20, ALL, OptionalDouble.empty()));
        double tuning = Golden.of("features", "chroma").json().get("tuning").getAsDouble();
        assertGolden("chroma", new FeatureSettings(Kind.CHROMA, FRONT_END, 20, ALL, OptionalDouble.of(tuning)));
        assertGolden(
                "chroma-concert-pitch", new FeatureSettings(Kind.CHROMA, FRONT_END, 20, ALL, OptionalDouble.of(0)));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGMEL", "CHROMA"})
    void damageIsSaidOnceAlthoughTheFileIsReadTwice(Kind kind) throws IOException {
        Path file = TestEncoder.write(directory.resolve("sound.mp3"), TestFormat.MP3, TestSounds.stereo());
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, (byte) 0);
        Files.write(file, bytes);
        List<AudioNotice> notices = new ArrayList<>();
        double range = kind == Kind.LOGMEL ? 80 : ALL;
        FeatureSettings settings = new FeatureSettings(kind, FRONT_END, 20, range, OptionalDouble.empty());
        try (NDManager engine = NDManager.newBaseManager();
                FeatureStream stream =
                        FeatureStream.open(AudioReader.of(file).notices(notices::add), settings, engine)) {
            while (stream.next().isPresent()) {
                assertTrue(notices.size() <= 1, notices.toString());
            }
        }
        assertEquals(1, notices.size(), notices.toString());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -80, Double.NaN})
    void aRangeIsMoreThanNothing(double range) {
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> new FeatureSettings(Kind.LOGMEL, FRONT_END, 20, range, OptionalDouble.of(0)));
        assertTrue(refused.getMessage().contains("more than 0 dB"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {12.5, -13, Double.NaN, Double.NEGATIVE_INFINITY})
    void aTuningIsAtMostAnOctave(double tuning) {
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> new FeatureSettings(Kind.CHROMA, FRONT_END, 20, ALL, OptionalDouble.of(tuning)));
        assertTrue(refused.getMessage().contains("12.0 semitones"), refused.getMessage());
    }

    @Test
    void aRangeInDecibelsGoesWithDecibels() {
        FrontEndSettings logarithms = FrontEndSettings.logMel(
                RATE, FRONT_END.stft(), FRONT_END.mel(), new LogScale(LogScale.Form.LN, 1e-6, 0));
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> new FeatureSettings(Kind.LOGMEL, logarithms, 20, 80, OptionalDouble.of(0)));
        assertTrue(refused.getMessage().contains("decibels"), refused.getMessage());
    }

    private void assertGolden(String name, FeatureSettings settings) {
        Golden golden = Golden.of("features", name);
        List<float[]> rows = rows(settings);
        assertEquals(golden.json().getAsJsonArray("shape").get(1).getAsInt(), rows.size());
        double[][] expected = golden.matrix("values");
        double[][] actual = new double[expected.length][];
        for (int i = 0; i < expected.length; i++) {
            float[] row = rows.get(golden.json().getAsJsonArray("frames").get(i).getAsInt());
            actual[i] = new double[row.length];
            for (int k = 0; k < row.length; k++) {
                actual[i][k] = row[k];
            }
        }
        Golden.assertClose(expected, actual, 1e-5);
    }

    private List<float[]> rows(FeatureSettings settings) {
        Path file = TestEncoder.write(directory.resolve("chord.wav"), TestFormat.WAV_F32, Waveform.mono(chord(), RATE));
        List<float[]> rows = new ArrayList<>();
        try (NDManager manager = NDManager.newBaseManager();
                FeatureStream stream = FeatureStream.open(AudioReader.of(file), settings, manager)) {
            for (var next = stream.next(); next.isPresent(); next = stream.next()) {
                rows.addAll(List.of(next.get()));
            }
        }
        return rows;
    }

    private static float[] chord() {
        float[] samples = new float[4 * RATE];
        long state = 42;
        for (int n = 0; n < samples.length; n++) {
            double t = (double) n / RATE;
            state = (1103515245 * state + 12345) % (1L << 31);
            double sum = 0;
            for (int note : NOTES) {
                sum += 0.12 * Math.sin(2 * Math.PI * 440 * Math.pow(2, (note - 69 + 0.3) / 12) * t);
            }
            samples[n] = (float) (Math.exp(-4 * t) * (sum + 0.02 * ((double) state / (1L << 30) - 1)));
        }
        return samples;
    }
}
