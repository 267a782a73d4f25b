// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.mir4j.audio.spectral.FeatureSettings;
import org.mir4j.audio.streaming.StreamAnalyzer.Settings;
import org.mir4j.cli.command.Feature.Input;
import org.mir4j.cli.command.Feature.Kind;
import org.mir4j.cli.command.Feature.Spectral;
import org.mir4j.cli.command.Feature.Streamed;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.report.FeatureWriter;
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
final class FeaturesCommand implements Runnable {

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
    private Kind kind;

    @Mixin
    private SpectralOptions spectral;

    @Option(names = "--coefficients", paramLabel = "N", defaultValue = "20", description = "of mfcc (${DEFAULT-VALUE})")
    private int coefficients;

    @Mixin
    private PartOptions part;

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
        if (microphone && (kind.spectral().isPresent() || !part.isLimited())) {
            throw wrong("--microphone needs --duration, and --kind level, pitch or onset.");
        }
        part.requireSense();
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
        Input input = new Input(sound, stream.number(), part.start(), part.duration(), new NoticePrinter(mir));
        try {
            if (kind.spectral().isPresent()) {
                return new Spectral(input, spectralSettings(kind.spectral().get()));
            }
            Settings usual = Settings.usual();
            Settings settings = new Settings(spectral.fft(), spectral.hop(), usual.onsetThreshold(), usual.silenceDb());
            return new Streamed(input, kind, settings, spectral.rate());
        } catch (IllegalArgumentException e) {
            throw wrong("These settings do not go together: " + e.getMessage() + ".");
        }
    }

    private FeatureSettings spectralSettings(FeatureSettings.Kind of) {
        return new FeatureSettings(
                of,
                spectral.frontEnd(),
                coefficients,
                Kind.OF_MEL_BANDS.contains(kind) ? spectral.range() : Double.POSITIVE_INFINITY,
                spectral.tuning());
    }

    /** A feature's file: its ending says how it is written, and what fails in writing is said with its name. */
    private static final class FeatureFile implements FeatureWriter {

        private final Path output;
        private final FeatureWriter writer;

        /** How a file is written. */
        enum Format {
            NPY,
            CSV,
            PNG;

            /** The format that the ending of a file's name says. */
            static Optional<Format> of(Path file) {
                String name = file.getFileName() == null
                        ? ""
                        : file.getFileName().toString().toLowerCase(Locale.ROOT);
                for (Format format : values()) {
                    String ending = "." + format.name().toLowerCase(Locale.ROOT);
                    if (name.endsWith(ending) && name.length() > ending.length()) {
                        return Optional.of(format);
                    }
                }
                return Optional.empty();
            }
        }

        private FeatureFile(Path output, FeatureWriter writer) {
            this.output = output;
            this.writer = writer;
        }

        /**
         * Opens a draft.
         *
         * @param output the name that the file is to have
         * @param draft where to write for now
         */
        static FeatureFile open(Path output, Format format, Path draft, Feature feature) {
            try {
                return new FeatureFile(
                        output,
                        switch (format) {
                            case NPY -> FeatureWriter.npy(draft, feature.heading());
                            case CSV -> FeatureWriter.csv(draft, feature.heading());
                            case PNG -> feature.picture(draft);
                        });
            } catch (UncheckedIOException e) {
                throw cannotWrite(output, e);
            }
        }

        @Override
        public void write(float[][] rows) {
            try {
                writer.write(rows);
            } catch (UncheckedIOException e) {
                throw cannotWrite(output, e);
            }
        }

        @Override
        public void close() {
            try {
                writer.close();
            } catch (UncheckedIOException e) {
                throw cannotWrite(output, e);
            }
        }

        private static MirException cannotWrite(Path output, UncheckedIOException e) {
            return new MirException(output + " cannot be written: " + Reason.of(e.getCause()) + ".", e);
        }
    }
}
