// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.feature;

import java.util.Arrays;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.audio.spectral.StftSettings.Padding;

/**
 * Cuts samples that arrive in blocks into stretches that hold whole frames, padded at both ends of the signal as the
 * transform's settings say, so that a transform without padding gives the frames that one of the whole signal would.
 */
final class FrameCutter {

    private final StftSettings stft;
    private final int stretchFrames;
    private final int edge; // samples of padding at either end
    private float[] waiting = {};
    private int length; // of what is waiting
    private boolean begun;

    FrameCutter(StftSettings stft, int stretchFrames) {
        this.stft = stft;
        this.stretchFrames = stretchFrames;
        edge = stft.padding() == Padding.NONE ? 0 : stft.fftSize() / 2;
    }

    void push(float[] samples) {
        append(samples, 0, samples.length);
        if (!begun && length > edge) {
            begun = true;
            float[] signal = Arrays.copyOf(waiting, length);
            length = 0;
            append(before(signal), 0, edge);
            append(signal, 0, signal.length);
        }
    }

    /** To be called once, after the last sample. */
    void finish() {
        if (begun) {
            append(after(), 0, edge);
        } else if (stft.padding() == Padding.ZEROS && length > 0) {
            float[] signal = Arrays.copyOf(waiting, length);
            length = 0;
            append(new float[edge], 0, edge);
            append(signal, 0, signal.length);
            append(new float[edge], 0, edge);
        }
    }

    /**
     * The next stretch.
     *
     * @param ended whether {@link #finish} has been called, so that a shorter one will do
     * @return samples of at least one frame, or null if more samples are needed, or none are left
     */
    float[] poll(boolean ended) {
        int frames = length < stft.fftSize() ? 0 : 1 + (length - stft.fftSize()) / stft.hop();
        if (!ended) {
            // the mirrored end looks back half a transform: so much has to be left until it is known to be the end
            frames = begun ? Math.min(frames, (length - edge - 1) / stft.hop()) : 0;
        }
        if (frames <= 0 || frames < stretchFrames && !ended) {
            return null;
        }
        int taken = Math.min(frames, stretchFrames);
        float[] stretch = Arrays.copyOf(waiting, stft.fftSize() + (taken - 1) * stft.hop());
        int used = Math.min(length, taken * stft.hop());
        System.arraycopy(waiting, used, waiting, 0, length - used);
        length -= used;
        return stretch;
    }

    private float[] before(float[] signal) {
        float[] padding = new float[edge];
        for (int i = 0; stft.padding() == Padding.REFLECT && i < edge; i++) {
            padding[i] = signal[edge - i];
        }
        return padding;
    }

    private float[] after() {
        float[] padding = new float[edge];
        for (int i = 0; stft.padding() == Padding.REFLECT && i < edge; i++) {
            padding[i] = waiting[length - 2 - i];
        }
        return padding;
    }

    private void append(float[] samples, int from, int count) {
        if (length + count > waiting.length) {
            waiting = Arrays.copyOf(waiting, Math.max(length + count, 2 * waiting.length));
        }
        System.arraycopy(samples, from, waiting, length, count);
        length += count;
    }
}
