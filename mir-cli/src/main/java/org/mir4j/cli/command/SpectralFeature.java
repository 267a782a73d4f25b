// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mir4j.audio.feature.FeatureSettings;
import org.mir4j.audio.feature.FeatureStream;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.LogScale;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.report.FeaturePlot;
import org.mir4j.report.FeaturePlot.ValueScale;
import org.mir4j.report.FeatureWriter;
import org.mir4j.report.FeatureWriter.Heading;
import org.mir4j.report.FrequencyAxis;

/** A feature that is computed from spectra, on the CPU. */
record SpectralFeature(FeatureInput input, FeatureSettings settings) implements Feature {

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
