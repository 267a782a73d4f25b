// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import be.tarsos.dsp.AudioEvent;
import be.tarsos.dsp.io.TarsosDSPAudioFormat;
import be.tarsos.dsp.onsets.ComplexOnsetDetector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Holds observations back until it is known whether an onset lies in them. */
final class OnsetMarker {

    /** A peak is picked this many blocks after it was there: one to see it fall, one for the filter. */
    private static final int PICKED_LATE = 2;

    private final StreamSettings settings;
    private final Consumer<Observation> listener;
    private final ComplexOnsetDetector detector;
    private final AudioEvent event;
    private final Deque<Observation> held = new ArrayDeque<>();
    private boolean picked;

    OnsetMarker(StreamSettings settings, int sampleRate, Consumer<Observation> listener) {
        this.settings = settings;
        this.listener = listener;
        // its own measure of silence divides by the block's size twice over, and its own time is not used
        detector =
                new ComplexOnsetDetector(settings.blockSize(), settings.onsetThreshold(), -1, Double.NEGATIVE_INFINITY);
        detector.setHandler((time, salience) -> picked = true);
        event = new AudioEvent(new TarsosDSPAudioFormat(sampleRate, Short.SIZE, 1, true, false));
    }

    /** Takes the next observation, and passes on the one that is decided now. */
    void accept(Observation observation, float[] samples) {
        picked = false;
        event.setFloatBuffer(samples);
        detector.process(event);
        held.add(observation);
        if (held.size() > PICKED_LATE) {
            Observation oldest = held.remove();
            boolean loud = oldest.levelDb() >= settings.silenceDb();
            listener.accept(picked && loud ? oldest.withOnset() : oldest);
        }
    }

    /** Passes on what is still held. */
    void finish() {
        held.forEach(listener);
    }
}
