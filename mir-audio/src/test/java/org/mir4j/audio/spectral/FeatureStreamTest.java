// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.OpenFiles;
import org.mir4j.audio.io.TestEncoder;
import org.mir4j.audio.io.TestFormat;
import org.mir4j.audio.spectral.FeatureSettings.Kind;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

class FeatureStreamTest {

    private static final int RATE = 16000;
    private static final MelSettings MEL = new MelSettings(
            40, 0, 8000, MelSettings.Scale.SLANEY, MelSettings.Norm.SLANEY, MelSettings.Triangles.HERTZ);

    @TempDir
    Path directory;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFeatureThatCannotBeMadeLeavesNoFileOpen() throws IOException {
        Path file = TestEncoder.write(
                directory.resolve("sound.wav"), TestFormat.WAV_S16, Waveform.mono(new float[RATE], RATE));
        MelSettings endless = new MelSettings(Integer.MAX_VALUE, 0, 8000, MEL.scale(), MEL.norm(), MEL.triangles());
        FrontEndSettings frontEnd =
                FrontEndSettings.logMel(RATE, StftSettings.hann(512, 256), endless, LogScale.decibels());
        FeatureSettings settings = new FeatureSettings(Kind.LOGMEL, frontEnd, 0);
        assertThrows(OutOfMemoryError.class, () -> FeatureStream.open(AudioReader.of(file), settings, manager));
        assertEquals(List.of(), OpenFiles.below(file));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void framesAreThoseOfTheWholeSignal(Kind kind) {
        float[] signal = noise(RATE * 40); // 2500 frames, more than are computed at once
        FeatureSettings settings = new FeatureSettings(kind, frontEnd(StftSettings.hann(512, 256), 0), 13);
        assertSame(whole(settings, signal), stream(settings, signal));
    }

    @ParameterizedTest
    @CsvSource({
        "512, 256, REFLECT, 257", "512, 256, REFLECT, 300", "512, 256, REFLECT, 512", "512, 256, REFLECT, 262144",
        "512, 256, REFLECT, 262143", "512, 400, REFLECT, 420000", "512, 512, REFLECT, 530000",
                "512, 600, REFLECT, 70001",
        "512, 256, ZEROS, 1", "512, 256, ZEROS, 256", "512, 100, ZEROS, 110001", "512, 600, ZEROS, 5000",
        "512, 256, NONE, 512", "512, 256, NONE, 263000", "512, 700, NONE, 5000"
    })
    void everyLengthAndPaddingGivesTheSameFrames(int size, int hop, StftSettings.Padding padding, int length) {
        StftSettings stft = new StftSettings(size, size, hop, StftSettings.Window.HANN_PERIODIC, padding);
        FeatureSettings settings = new FeatureSettings(Kind.STFT, frontEnd(stft, 0), 1);
        float[] signal = noise(length);
        assertSame(whole(settings, signal), stream(settings, signal));
    }

    @Test
    void preEmphasisGoesAcrossBlocks() {
        FeatureSettings settings = new FeatureSettings(Kind.LOGMEL, frontEnd(StftSettings.hann(512, 256), 0.97), 1);
        float[] signal = noise(RATE * 20);
        assertSame(whole(settings, signal), stream(settings, signal));
    }

    @Test
    void aFileTooShortForAFrameIsNamed() {
        FeatureSettings settings = new FeatureSettings(Kind.STFT, frontEnd(StftSettings.hann(512, 256), 0), 1);
        AudioException refused = assertThrows(AudioException.class, () -> stream(settings, noise(256)));
        assertTrue(refused.getMessage().contains("noise.wav is too short for one frame: it has 256 samples"));
    }

    @Test
    void aRangeThatOnlyTheEndKnowsIsRefused() {
        FrontEndSettings ranged = FrontEndSettings.logMel(
                RATE, StftSettings.hann(512, 256), MEL, new LogScale(LogScale.Form.DECIBELS, 1e-10, 80));
        assertThrows(IllegalArgumentException.class, () -> new FeatureSettings(Kind.LOGMEL, ranged, 1));
    }

    private static FrontEndSettings frontEnd(StftSettings stft, double preEmphasis) {
        return new FrontEndSettings(RATE, preEmphasis, stft, 2, MEL, LogScale.decibels(), 0, 1);
    }

    private static float[] noise(int length) {
        Random random = new Random(7);
        float[] samples = new float[length];
        for (int n = 0; n < length; n++) {
            samples[n] = random.nextFloat() - 0.5f;
        }
        return samples;
    }

    private List<float[]> stream(FeatureSettings settings, float[] signal) {
        Path file = TestEncoder.write(directory.resolve("noise.wav"), TestFormat.WAV_F32, Waveform.mono(signal, RATE));
        List<float[]> frames = new ArrayList<>();
        try (FeatureStream stream = FeatureStream.open(AudioReader.of(file), settings, manager)) {
            for (var rows = stream.next(); rows.isPresent(); rows = stream.next()) {
                frames.addAll(List.of(rows.get()));
            }
        }
        return frames;
    }

    private List<float[]> whole(FeatureSettings settings, float[] signal) {
        NDArray samples = manager.create(signal, new Shape(1, signal.length));
        FrontEndSettings frontEnd = settings.frontEnd();
        NDArray values =
                switch (settings.kind()) {
                    case STFT ->
                        new Stft(frontEnd.stft(), manager).forward(samples).abs();
                    case LOGMEL ->
                        new FrontEnd(frontEnd, manager).apply(samples).squeeze(1);
                    case MFCC ->
                        new Mfcc(settings.coefficients(), MEL.bands(), manager)
                                .apply(new FrontEnd(frontEnd, manager)
                                        .apply(samples)
                                        .squeeze(1));
                    case CHROMA ->
                        new Chroma(RATE, frontEnd.stft().fftSize(), 0, manager)
                                .apply(new Stft(frontEnd.stft(), manager)
                                        .forward(samples)
                                        .abs()
                                        .square());
                };
        float[] flat = values.squeeze(0).transpose().toFloatArray();
        List<float[]> frames = new ArrayList<>();
        for (int from = 0; from < flat.length; from += settings.dimensions()) {
            frames.add(Arrays.copyOfRange(flat, from, from + settings.dimensions()));
        }
        return frames;
    }

    private static void assertSame(List<float[]> expected, List<float[]> actual) {
        assertEquals(expected.size(), actual.size());
        for (int frame = 0; frame < expected.size(); frame++) {
            assertArrayEquals(expected.get(frame), actual.get(frame), 2e-4f, "frame " + frame);
        }
    }
}
