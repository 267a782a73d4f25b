// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.mir4j.audio.spectral.MelSettings.Norm;
import org.mir4j.audio.spectral.MelSettings.Scale;
import org.mir4j.audio.spectral.MelSettings.Triangles;
import org.mir4j.audio.spectral.StftSettings.Padding;
import org.mir4j.audio.spectral.StftSettings.Window;

class SettingsTest {

    private static final StftSettings STFT = StftSettings.hann(512, 256);
    private static final MelSettings MEL = mel(96, 0, 8000);
    private static final LogScale LOG = LogScale.decibels();

    @Test
    void refusesTransformsThatDoNotFitTogether() {
        refuses("got 511", () -> StftSettings.hann(511, 256));
        refuses("got 0", () -> StftSettings.hann(0, 256));
        refuses("got 0", () -> StftSettings.hann(512, 0));
        refuses("got 513", () -> new StftSettings(512, 513, 256, Window.HANN_PERIODIC, Padding.NONE));
        refuses("got 1", () -> new StftSettings(512, 1, 256, Window.HANN_PERIODIC, Padding.NONE));
        refuses("padding", () -> new StftSettings(512, 512, 256, null, Padding.NONE));
        refuses("padding", () -> new StftSettings(512, 512, 256, Window.HANN_PERIODIC, null));
    }

    @Test
    void refusesEmptyFilterBanks() {
        refuses("got 0", () -> mel(0, 0, 8000));
        refuses("got -1.0 to 8000.0 Hz", () -> mel(96, -1, 8000));
        refuses("got 8000.0 to 8000.0 Hz", () -> mel(96, 8000, 8000));
        refuses("got 0.0 to NaN Hz", () -> mel(96, 0, Double.NaN));
        refuses("got 0.0 to Infinity Hz", () -> mel(96, 0, Double.POSITIVE_INFINITY));
        refuses("scale", () -> new MelSettings(96, 0, 8000, null, Norm.NONE, Triangles.HERTZ));
    }

    @Test
    void refusesFrontEndsThatDoNotFitTogether() {
        refuses("got 0 Hz", () -> FrontEndSettings.logMel(0, STFT, MEL, LOG));
        refuses("up to 8000.0 Hz", () -> FrontEndSettings.logMel(12000, STFT, MEL, LOG));
        refuses(
                "an STFT, a mel filter bank and a log scale, or none",
                () -> FrontEndSettings.logMel(16000, null, MEL, LOG));
        refuses("got 3", () -> new FrontEndSettings(16000, 0, STFT, 3, MEL, LOG, 0, 1));
        refuses("multiplies by 0", () -> new FrontEndSettings(16000, 0, STFT, 2, MEL, LOG, 0, 0));
        refuses("got NaN", () -> new FrontEndSettings(16000, Double.NaN, STFT, 2, MEL, LOG, 0, 1));
        refuses("Infinity and 1.0", () -> new FrontEndSettings(16000, 0, STFT, 2, MEL, LOG, 1 / 0.0, 1));
        refuses("and NaN", () -> new FrontEndSettings(16000, 0, STFT, 2, MEL, LOG, 0, Double.NaN));
    }

    @Test
    void knowsTheShapeOfWhatComesOut() {
        FrontEndSettings samples = new FrontEndSettings(16000, 0, null, 2, null, null, 0.5, 2);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray wave = manager.create(new float[] {0.25f, -0.5f, 1}, new Shape(1, 3));
            NDArray heard = new FrontEnd(samples, manager).apply(wave);
            assertEquals(samples.shape(3), heard.getShape());
            assertArrayEquals(new float[] {1.5f, 0, 3}, heard.toFloatArray());
            assertArrayEquals(new float[] {0.25f, -0.5f, 1}, wave.toFloatArray());
            for (StftSettings.Padding padding : StftSettings.Padding.values()) {
                StftSettings stft = new StftSettings(64, 48, 20, StftSettings.Window.HANN_PERIODIC, padding);
                MelSettings mel = mel(8, 0, 4000);
                FrontEndSettings levels = new FrontEndSettings(8000, 0.9, stft, 2, mel, LOG, 0, 1);
                for (int length : new int[] {100, 101, 119, 120, 121, 400}) {
                    NDArray spectrogram = new FrontEnd(levels, manager).apply(manager.ones(new Shape(1, length)));
                    assertEquals(spectrogram.getShape(), levels.shape(length), padding + ", " + length);
                }
            }
        }
    }

    @Test
    void countsTheFramesOfARecordingShorterThanAWindow() {
        FrontEndSettings mirrored = FrontEndSettings.logMel(16000, STFT, MEL, LOG);
        assertEquals(1 + 1000 / 256, mirrored.frames(1000));
        assertEquals(1, mirrored.frames(0));
        StftSettings unpadded = new StftSettings(512, 512, 256, Window.HANN_PERIODIC, Padding.NONE);
        FrontEndSettings inside = FrontEndSettings.logMel(16000, unpadded, MEL, LOG);
        assertEquals(2, inside.frames(1000));
        assertEquals(1, inside.frames(100)); // one that is partly silence, rather than none
        FrontEndSettings emphasized = new FrontEndSettings(16000, 0.97, null, 1, null, null, 0, 1);
        assertEquals(999, emphasized.frames(1000));
    }

    @Test
    void countsTheBinsUpToHalfTheSampleRate() {
        assertEquals(257, STFT.bins());
    }

    private static MelSettings mel(int bands, double low, double high) {
        return new MelSettings(bands, low, high, Scale.HTK, Norm.NONE, Triangles.HERTZ);
    }

    private static void refuses(String found, Executable making) {
        String message = assertThrows(IllegalArgumentException.class, making).getMessage();
        assertTrue(message.contains(found), message);
    }
}
