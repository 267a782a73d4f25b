// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.zoo;

import ai.djl.modality.audio.Audio;
import org.mir4j.core.audio.Waveform;

/** Samples as DJL has them, as this library has them. */
final class AudioSamples {

    private AudioSamples() {}

    /** From samples that take turns to one array per channel. */
    static Waveform of(Audio audio) {
        int sampleRate = (int) audio.getSampleRate();
        if (sampleRate < 1 || sampleRate != audio.getSampleRate()) {
            throw new IllegalArgumentException("audio has to say its sample rate in whole Hz, got "
                    + audio.getSampleRate() + "; new Audio(samples, rate, channels) does");
        }
        float[] data = audio.getData();
        int count = audio.getChannels();
        if (count < 1 || data.length == 0 || data.length % count != 0) {
            throw new IllegalArgumentException("audio has at least one sample of each channel, and as many of one as of"
                    + " another, got " + data.length + " samples of " + count + " channels");
        }
        float[][] channels = new float[count][data.length / count];
        for (int i = 0; i < data.length; i++) {
            if (!Float.isFinite(data[i])) {
                throw new IllegalArgumentException("sample " + i + " of the audio is " + data[i] + ", not a number");
            }
            channels[i % count][i / count] = data[i];
        }
        return new Waveform(channels, sampleRate);
    }
}
