// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.streaming;

import be.tarsos.dsp.AudioEvent;
import be.tarsos.dsp.io.TarsosDSPAudioFormat;
import be.tarsos.dsp.onsets.ComplexOnsetDetector;
import be.tarsos.dsp.pitch.FastYin;
import be.tarsos.dsp.pitch.PitchDetectionResult;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Follows level, pitch and onsets of a stream.
 *
 * <p>Pitch: de Cheveigné, Kawahara, "YIN, a fundamental frequency estimator for speech and music", JASA 111(4), 2002.
 * Onsets: Duxbury et al., "Complex domain onset detection for musical signals", DAFx 2003.
 */
public final class StreamAnalyzer {

    private final Settings settings;

    /**
     * @param settings sizes and thresholds
     */
    public StreamAnalyzer(Settings settings) {
        this.settings = settings;
    }

    /**
     * Analyses the source to its end, and reports each block a few blocks later.
     *
     * @param source where the samples come from; left open
     * @param listener gets the observations in the order of time
     * @throws org.mir4j.core.error.AudioException if the source cannot be read to its end; what was found before,
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

    /** Overlapping blocks of a source, each around its time, the first around 0; zeros stand before and after. */
    static final class Blocks {

        private final SampleSource source;
        private final int hop;
        private final float[] samples;
        private long middle; // the position of the middle sample
        private long read;
        private boolean begun;
        private boolean ended;

        Blocks(SampleSource source, int size, int hop) {
            this.source = source;
            this.hop = hop;
            samples = new float[size];
        }

        /** Goes to the next block, unless its middle lies behind the end. */
        boolean next() {
            int kept = samples.length / 2;
            if (begun) {
                kept = samples.length - hop;
                System.arraycopy(samples, hop, samples, 0, kept);
                middle += hop;
            }
            begun = true;
            fill(kept);
            return middle < read;
        }

        private void fill(int from) {
            int at = from;
            while (at < samples.length && !ended) {
                int got = source.read(samples, at, samples.length - at);
                ended = got < 0;
                at += Math.max(0, got);
            }
            read += at - from;
            Arrays.fill(samples, at, samples.length, 0);
        }

        /** The block; the same array every time. */
        float[] samples() {
            return samples;
        }

        /** How many of the samples are from the source. */
        int recorded() {
            int half = samples.length / 2;
            return (int) (Math.min(read, middle + half) - Math.max(0, middle - half));
        }

        /** The position of the block's middle. */
        long middle() {
            return middle;
        }
    }

    /**
     * Lays a noise under blocks: as loud as silence may be, and no softer than 40 dB below the block.
     *
     * <p>What the detectors look at is relative, and computed in single precision: in a pure tone they would find onsets in
     * the rounding errors, and for them miss the pitch.
     */
    private static final class NoiseFloor {

        private static final double BELOW_BLOCK_DB = 40;
        private static final long SEED = 1; // the same stream has the same results

        private final SplittableRandom random = new SplittableRandom(SEED);
        private final double silenceDb;
        private final float[] sum;

        NoiseFloor(Settings settings) {
            silenceDb = settings.silenceDb();
            sum = new float[settings.blockSize()];
        }

        /** A block of a level with the noise; the same array every time. */
        float[] under(float[] samples, double levelDb) {
            double rms = Math.pow(10, Math.max(silenceDb, levelDb - BELOW_BLOCK_DB) / 20);
            double highest = Math.sqrt(3) * rms; // of values that are spread evenly
            for (int n = 0; n < sum.length; n++) {
                sum[n] = (float) (samples[n] + highest * (2 * random.nextDouble() - 1));
            }
            return sum;
        }
    }

    /** Holds observations back until it is known whether an onset lies in them. */
    private static final class OnsetMarker {

        /** A peak is picked this many blocks after it was there: one to see it fall, one for the filter. */
        private static final int PICKED_LATE = 2;

        private final Settings settings;
        private final Consumer<Observation> listener;
        private final ComplexOnsetDetector detector;
        private final AudioEvent event;
        private final Deque<Observation> held = new ArrayDeque<>();
        private boolean picked;

        OnsetMarker(Settings settings, int sampleRate, Consumer<Observation> listener) {
            this.settings = settings;
            this.listener = listener;
            // its own measure of silence divides by the block's size twice over, and its own time is not used
            detector = new ComplexOnsetDetector(
                    settings.blockSize(), settings.onsetThreshold(), -1, Double.NEGATIVE_INFINITY);
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

    /**
     * What was found in one block.
     *
     * @param time of the middle of the block, in seconds from the beginning
     * @param levelDb the root mean square of the samples in dB, 0 for full scale, at least {@link #SILENCE_DB}
     * @param pitchHertz the fundamental frequency in Hz; empty where there is none
     * @param pitchConfidence how periodic the block is, from 0 to 1; 0 where there is no pitch
     * @param onset whether a note or a beat begins nearer to the middle of this block than of any other
     */
    public record Observation(
            double time, double levelDb, OptionalDouble pitchHertz, double pitchConfidence, boolean onset) {

        /** The level of digital silence, and the lowest there is. */
        public static final double SILENCE_DB = -120;

        Observation withOnset() {
            return new Observation(time, levelDb, pitchHertz, pitchConfidence, true);
        }
    }

    /**
     * How a stream is looked at.
     *
     * @param blockSize samples per block, even; the lowest pitch that can be found is {@code 2 sampleRate / blockSize}
     * @param hop samples from one block to the next, at most a block; onsets are told to about this
     * @param onsetThreshold how far a change stands out before it counts as an onset: 0.3 finds soft ones, 0.8 only clear
     *     ones
     * @param silenceDb the level in dB below which there is neither pitch nor onset; negative
     */
    public record Settings(int blockSize, int hop, double onsetThreshold, double silenceDb) {

        private static final int SMALLEST_BLOCK = 64;

        /** Refuses blocks and hops that do not fit together. */
        public Settings {
            if (blockSize < SMALLEST_BLOCK || blockSize % 2 != 0) {
                throw new IllegalArgumentException(
                        "a block has an even number of at least " + SMALLEST_BLOCK + " samples, got " + blockSize);
            }
            if (hop < 1 || hop > blockSize) {
                throw new IllegalArgumentException(
                        "a hop is 1 to " + blockSize + " samples (the size of a block), got " + hop);
            }
            if (!(onsetThreshold >= 0)) {
                throw new IllegalArgumentException("an onset threshold is at least 0, got " + onsetThreshold);
            }
            if (!(silenceDb < 0)) {
                throw new IllegalArgumentException("silence lies below full scale (0 dB), got " + silenceDb + " dB");
            }
        }

        /**
         * Blocks of 2048 samples every 512, for sample rates around 44.1 kHz.
         *
         * @return the settings
         */
        public static Settings usual() {
            return new Settings(2048, 512, 0.3, -60);
        }
    }
}
