// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import be.tarsos.dsp.AudioEvent;
import be.tarsos.dsp.pitch.FastYin;
import be.tarsos.dsp.pitch.PitchDetectionResult;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Follows level, pitch and onsets of a stream.
 *
 * <p>Pitch: de Cheveigné, Kawahara, "YIN, a fundamental frequency estimator for speech and music", JASA 111(4), 2002.
 * Onsets: Duxbury et al., "Complex domain onset detection for musical signals", DAFx 2003.
 */
public final class StreamAnalyzer {

    private final StreamSettings settings;

    /**
     * @param settings sizes and thresholds
     */
    public StreamAnalyzer(StreamSettings settings) {
        this.settings = settings;
    }

    /**
     * Listens until the source ends, and tells what it hears a few blocks after it was heard.
     *
     * @param source where the samples come from; left open
     * @param listener gets the observations in the order of time
     * @throws org.mir4j.core.error.AudioException if the source cannot be read to its end; what was heard before,
     *     but for the latest blocks, has been told
     */
    public void analyze(SampleSource source, Consumer<Observation> listener) {
        Blocks blocks = new Blocks(source, settings.blockSize(), settings.hop());
        FastYin yin = new FastYin(source.sampleRate(), settings.blockSize());
        OnsetMarker onsets = new OnsetMarker(settings, source.sampleRate(), listener);
        NoiseFloor floor = new NoiseFloor(settings);
        while (blocks.next()) {
            double level = level(blocks);
            float[] samples = floor.under(blocks.samples(), level);
            PitchDetectionResult pitch = yin.getPitch(samples);
            boolean pitched = pitch.isPitched() && level >= settings.silenceDb();
            Observation observation = new Observation(
                    (double) blocks.middle() / source.sampleRate(),
                    level,
                    pitched ? OptionalDouble.of(pitch.getPitch()) : OptionalDouble.empty(),
                    pitched ? pitch.getProbability() : 0,
                    false);
            onsets.accept(observation, samples);
        }
        onsets.finish();
    }

    private static double level(Blocks blocks) {
        double padding = Math.sqrt((double) blocks.samples().length / blocks.recorded());
        double rms = AudioEvent.calculateRMS(blocks.samples()) * padding;
        return Math.max(Observation.SILENCE_DB, 20 * Math.log10(rms));
    }
}
