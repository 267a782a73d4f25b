// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.spectral.FeatureSettings;
import org.mir4j.audio.spectral.FeatureStream;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.LogScale;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.audio.streaming.SampleSource;
import org.mir4j.audio.streaming.StreamAnalyzer;
import org.mir4j.audio.streaming.StreamAnalyzer.Observation;
import org.mir4j.audio.streaming.StreamAnalyzer.Settings;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.report.FeatureCurvePlot;
import org.mir4j.report.FeaturePlot;
import org.mir4j.report.FeaturePlot.ValueScale;
import org.mir4j.report.FeatureWriter;
import org.mir4j.report.FeatureWriter.Heading;
import org.mir4j.report.FrequencyAxis;

/** A feature of one input, ready to be computed. */
interface Feature {

    /** What its numbers are. */
    Heading heading();

    /** The picture that suits it, to be drawn into a file. */
    FeatureWriter picture(Path file);

    /** Computes it from beginning to end. */
    void write(FeatureWriter writer);

    /** What {@code mir features} can write: frames of spectra, or what is found in small blocks. */
    enum Kind {
        LOGMEL(FeatureSettings.Kind.LOGMEL),
        MFCC(FeatureSettings.Kind.MFCC),
        STFT(FeatureSettings.Kind.STFT),
        CHROMA(FeatureSettings.Kind.CHROMA),
        LEVEL(null),
        PITCH(null),
        ONSET(null);

        /** The kinds that are made of mel bands. */
        static final Set<Kind> OF_MEL_BANDS = EnumSet.of(LOGMEL, MFCC);

        private final FeatureSettings.Kind spectral;

        Kind(FeatureSettings.Kind spectral) {
            this.spectral = spectral;
        }

        /** The feature of spectra, for those that are one. */
        Optional<FeatureSettings.Kind> spectral() {
            return Optional.ofNullable(spectral);
        }

        /** As it is typed. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is listened to.
     *
     * @param file the audio file, or null for the microphone
     * @param stream which of the file's audio streams, counted from 0, or -1 for the main one
     * @param start where to start in the file, in seconds
     * @param duration how long to read, in seconds; infinite for all of a file
     * @param notices receives what is to be said of the file
     */
    record Input(Path file, int stream, double start, double duration, Consumer<AudioNotice> notices) {

        String name() {
            if (file == null) {
                return "the microphone";
            }
            return file.getFileName() == null
                    ? file.toString()
                    : file.getFileName().toString();
        }

        AudioReader reader() {
            return AudioReader.of(file).track(stream).range(start, duration).notices(notices);
        }

        SampleSource source(int sampleRate) {
            return file == null
                    ? SampleSource.microphone(sampleRate, duration)
                    : SampleSource.file(reader().atRate(sampleRate));
        }
    }

    /** A feature that is computed from spectra, on the CPU. */
    record Spectral(Input input, FeatureSettings settings) implements Feature {

        private static final List<String> PITCH_CLASSES =
                List.of("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B");

        @Override
        public Heading heading() {
            FrontEndSettings frontEnd = settings.frontEnd();
            StftSettings stft = frontEnd.stft();
            double rate = frontEnd.sampleRate();
            List<String> columns = IntStream.range(0, settings.dimensions())
                    .mapToObj(k -> switch (settings.kind()) {
                        case STFT -> String.format(Locale.ROOT, "%.1fHz", k * rate / stft.fftSize());
                        case CHROMA -> PITCH_CLASSES.get(k);
                        case LOGMEL -> "mel" + k;
                        case MFCC -> "mfcc" + k;
                    })
                    .toList();
            String title = settings.kind().name().toLowerCase(Locale.ROOT) + " of " + input.name();
            double middle = stft.padding() == StftSettings.Padding.NONE ? stft.fftSize() / 2.0 / rate : 0;
            return new Heading(title, columns, input.start() + middle, stft.hop() / rate);
        }

        @Override
        public FeatureWriter picture(Path file) {
            return new FeaturePlot(file, heading(), scale(), frequencies());
        }

        private Optional<FrequencyAxis> frequencies() {
            FrontEndSettings frontEnd = settings.frontEnd();
            return switch (settings.kind()) {
                case STFT ->
                    Optional.of(FrequencyAxis.ofBins(
                            frontEnd.sampleRate(), frontEnd.stft().fftSize()));
                case LOGMEL -> Optional.of(FrequencyAxis.of(frontEnd.mel()));
                case CHROMA, MFCC -> Optional.empty();
            };
        }

        private ValueScale scale() {
            boolean decibels = settings.frontEnd().log().form() == LogScale.Form.DECIBELS;
            return switch (settings.kind()) {
                case STFT -> ValueScale.MAGNITUDES;
                case LOGMEL -> decibels ? ValueScale.DECIBELS : ValueScale.ALL;
                case CHROMA -> ValueScale.PARTS;
                case MFCC -> ValueScale.ALL;
            };
        }

        @Override
        public void write(FeatureWriter writer) {
            try (NDManager engine = PyTorch.engine().newBaseManager(Device.cpu());
                    FeatureStream stream = FeatureStream.open(input.reader(), settings, engine)) {
                for (var rows = stream.next(); rows.isPresent(); rows = stream.next()) {
                    writer.write(rows.get());
                }
            }
        }
    }

    /** A feature that is followed in small blocks: of a file, or of the microphone. */
    record Streamed(Input input, Kind kind, Settings settings, int sampleRate) implements Feature {

        @Override
        public Heading heading() {
            List<String> columns =
                    switch (kind) {
                        case PITCH -> List.of("hertz", "confidence");
                        case ONSET -> List.of("onset");
                        default -> List.of("decibels");
                    };
            String title = kind.word() + " of " + input.name();
            return new Heading(title, columns, input.start(), (double) settings.hop() / sampleRate);
        }

        @Override
        public FeatureWriter picture(Path file) {
            FeatureCurvePlot.Style style =
                    switch (kind) {
                        case PITCH -> FeatureCurvePlot.Style.FREQUENCIES;
                        case ONSET -> FeatureCurvePlot.Style.STROKES;
                        default -> FeatureCurvePlot.Style.LINE;
                    };
            return new FeatureCurvePlot(file, heading(), style);
        }

        @Override
        public void write(FeatureWriter writer) {
            try (SampleSource source = input.source(sampleRate)) {
                new StreamAnalyzer(settings).analyze(source, seen -> writer.write(new float[][] {frame(seen)}));
            }
        }

        private float[] frame(Observation seen) {
            return switch (kind) {
                case PITCH ->
                    new float[] {(float) seen.pitchHertz().orElse(Double.NaN), (float) seen.pitchConfidence()};
                case ONSET -> new float[] {seen.onset() ? 1 : 0};
                default -> new float[] {(float) seen.levelDb()};
            };
        }
    }
}
