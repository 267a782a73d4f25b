// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import org.mir4j.audio.feature.FeatureSettings;
import org.mir4j.audio.streaming.StreamSettings;
import org.mir4j.models.file.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir features}. */
@Command(
        name = "features",
        description = {
            "Writes what a file sounds like, frame by frame, as numbers or as a picture.",
            "Spectral kinds: logmel, mfcc, stft, chroma. Kinds for a microphone too: level, pitch, onset."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class FeaturesCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MirCommand mir;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the audio file, or a pipe; - is standard input")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "X.npy|.csv|.png",
            description = "the file to write; its ending says how")
    private Path output;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "logmel",
            description = "logmel, mfcc, stft, chroma, level, pitch or onset (${DEFAULT-VALUE})")
    private FeatureKind kind;

    @Mixin
    private SpectralOptions spectral;

    @Option(names = "--coefficients", paramLabel = "N", defaultValue = "20", description = "of mfcc (${DEFAULT-VALUE})")
    private int coefficients;

    @Option(names = "--start", paramLabel = "S", defaultValue = "0", description = "where to start, in seconds")
    private double start;

    @Option(names = "--duration", paramLabel = "S", description = "how long, in seconds (all)")
    private Double duration;

    @Mixin
    private StreamOption stream;

    @Option(names = "--microphone", description = "listen to the microphone instead of a file; needs --duration")
    private boolean microphone;

    @Option(names = "--force", description = "replace a file that is there already")
    private boolean force;

    @Override
    public void run() {
        requireSense();
        FeatureFile.Format format = FeatureFile.Format.of(output)
                .orElseThrow(() -> wrong("-o names a file that ends in .npy, .csv or .png, got " + output + "."));
        Feature feature = feature();
        try (AtomicFile target = AtomicFile.create(output, force)) {
            try (FeatureFile writer = FeatureFile.open(output, format, target.draft(), feature)) {
                feature.write(writer);
            }
            target.commit();
        }
    }

    private void requireSense() {
        if ((file == null) != microphone) {
            throw wrong(
                    microphone ? "Name a file or --microphone, not both." : "Which file? Name one, or --microphone.");
        }
        if (microphone && (kind.spectral().isPresent() || duration == null)) {
            throw wrong("--microphone needs --duration, and --kind level, pitch or onset.");
        }
        if (!(start >= 0 && Double.isFinite(start))) {
            throw wrong("--start is at least 0 seconds, got " + start + ".");
        }
        if (duration != null && !(duration > 0 && Double.isFinite(duration))) {
            throw wrong("--duration is more than 0 seconds, got " + duration + ".");
        }
        stream.requireSense();
        if (microphone && stream.number() >= 0) {
            throw wrong("--stream chooses from a file, and --microphone is none.");
        }
        spectral.requireSense(kind);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Feature feature() {
        Path sound = file == null ? null : mir.spool().copyOf(file.toString()).orElse(file);
        FeatureInput input = new FeatureInput(
                sound,
                stream.number(),
                start,
                duration == null ? Double.POSITIVE_INFINITY : duration,
                new NoticePrinter(mir));
        try {
            if (kind.spectral().isPresent()) {
                return new SpectralFeature(
                        input, spectralSettings(kind.spectral().get()));
            }
            StreamSettings usual = StreamSettings.usual();
            StreamSettings settings =
                    new StreamSettings(spectral.fft(), spectral.hop(), usual.onsetThreshold(), usual.silenceDb());
            return new StreamedFeature(input, kind, settings, spectral.rate());
        } catch (IllegalArgumentException e) {
            throw wrong("These settings do not go together: " + e.getMessage() + ".");
        }
    }

    private FeatureSettings spectralSettings(FeatureSettings.Kind of) {
        return new FeatureSettings(
                of,
                spectral.frontEnd(),
                coefficients,
                FeatureKind.OF_MEL_BANDS.contains(kind) ? spectral.range() : Double.POSITIVE_INFINITY,
                spectral.tuning());
    }
}
