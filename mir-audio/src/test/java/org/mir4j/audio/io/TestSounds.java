// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.util.Random;
import org.mir4j.core.audio.Waveform;

/** Sounds for tests to write and to look for. */
public final class TestSounds {

    private TestSounds() {}

    /** A sine of an amplitude, starting at phase 0. */
    public static float[] sine(double hertz, double amplitude, int sampleRate, int length) {
        float[] samples = new float[length];
        for (int n = 0; n < length; n++) {
            samples[n] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * n / sampleRate));
        }
        return samples;
    }

    /** Noise between -0.5 and 0.5, a different one in every channel. */
    public static float[][] noise(int channels, int length) {
        float[][] noise = new float[channels][length];
        for (int c = 0; c < channels; c++) {
            Random random = new Random(c);
            for (int n = 0; n < length; n++) {
                noise[c][n] = random.nextFloat() - 0.5f;
            }
        }
        return noise;
    }

    /** The sound rounded to samples of so many bits, which a lossless file gives back as they are. */
    public static Waveform rounded(Waveform sound, int bits) {
        double steps = 1L << Math.min(bits, 24) - 1; // a float holds no more
        float[][] rounded = new float[sound.channels().length][sound.length()];
        for (int c = 0; c < rounded.length; c++) {
            for (int n = 0; n < rounded[c].length; n++) {
                rounded[c][n] = (float) (Math.round(sound.channels()[c][n] * steps) / steps);
            }
        }
        return new Waveform(rounded, sound.sampleRate());
    }

    /** Half a second of two different chords at 44.1 kHz. */
    public static Waveform stereo() {
        int rate = 44100;
        int length = 22050;
        float[] left = sine(440, 0.3, rate, length);
        float[] right = sine(660, 0.4, rate, length);
        float[] bass = sine(110, 0.2, rate, length);
        for (int n = 0; n < length; n++) {
            left[n] += bass[n];
            right[n] -= bass[n] / 2;
        }
        return new Waveform(new float[][] {left, right}, rate);
    }

    /** The ratio, in dB, of a sound's power to that of its difference from another. */
    public static double signalToNoise(float[] sound, float[] other) {
        double signal = 0;
        double noise = 1e-20;
        for (int n = 0; n < Math.min(sound.length, other.length); n++) {
            signal += sound[n] * (double) sound[n];
            noise += Math.pow(sound[n] - other[n], 2);
        }
        return 10 * Math.log10(signal / noise);
    }
}
