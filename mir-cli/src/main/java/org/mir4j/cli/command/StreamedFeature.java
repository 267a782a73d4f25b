// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.mir4j.audio.streaming.Observation;
import org.mir4j.audio.streaming.SampleSource;
import org.mir4j.audio.streaming.StreamAnalyzer;
import org.mir4j.audio.streaming.StreamSettings;
import org.mir4j.report.FeatureCurvePlot;
import org.mir4j.report.FeatureWriter;
import org.mir4j.report.FeatureWriter.Heading;

/** A feature that is followed in small blocks: of a file, or of the microphone. */
record StreamedFeature(FeatureInput input, FeatureKind kind, StreamSettings settings, int sampleRate)
        implements Feature {

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
            case PITCH -> new float[] {(float) seen.pitchHertz().orElse(Double.NaN), (float) seen.pitchConfidence()};
            case ONSET -> new float[] {seen.onset() ? 1 : 0};
            default -> new float[] {(float) seen.levelDb()};
        };
    }
}
