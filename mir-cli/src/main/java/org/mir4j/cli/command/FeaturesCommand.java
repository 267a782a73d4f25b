package org.mir4j.cli.command;

import ai.djl.ndarray.NDManager;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.mir4j.audio.feature.FeatureSettings;
import org.mir4j.audio.feature.FeatureStream;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.LogScale;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.audio.streaming.FileSource;
import org.mir4j.audio.streaming.MicrophoneSource;
import org.mir4j.audio.streaming.SampleSource;
import org.mir4j.audio.streaming.StreamAnalyzer;
import org.mir4j.audio.streaming.StreamSettings;
import org.mir4j.cli.output.OutputFile;
import org.mir4j.cli.render.CurvePlot;
import org.mir4j.cli.render.FeatureCsv;
import org.mir4j.cli.render.FeatureHeading;
import org.mir4j.cli.render.FeatureNpy;
import org.mir4j.cli.render.FeaturePlot;
import org.mir4j.cli.render.FeaturePlot.ValueScale;
import org.mir4j.cli.render.FeatureWriter;
import org.mir4j.core.error.MirException;
import org.mir4j.models.engine.PyTorch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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

    private enum Kind {
        LOGMEL,
        MFCC,
        STFT,
        CHROMA,
        LEVEL,
        PITCH,
        ONSET;

        boolean spectral() {
            return ordinal() <= CHROMA.ordinal();
        }
    }

    private static final List<String> PITCH_CLASSES =
            List.of("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B");

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the audio file")
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

    @Option(names = "--start", paramLabel = "S", defaultValue = "0", description = "where to start, in seconds")
    private double start;

    @Option(names = "--duration", paramLabel = "S", description = "how long, in seconds (all)")
    private Double duration;

    @Option(names = "--microphone", description = "listen to the microphone instead of a file; needs --duration")
    private boolean microphone;

    @Option(names = "--force", description = "replace a file that is there already")
    private boolean force;

    @Override
    public void run() {
        requireSense();
        try (OutputFile target = OutputFile.create(output, force)) {
            try {
                if (kind.spectral()) {
                    writeSpectral(target.draft());
                } else {
                    writeStreamed(target.draft());
                }
            } catch (UncheckedIOException e) {
                throw new MirException(
                        output + " cannot be written: " + e.getCause().getMessage() + ".", e);
            }
            target.commit();
        }
    }

    private void requireSense() {
        if ((file == null) != microphone) {
            throw wrong(
                    microphone ? "Name a file or --microphone, not both." : "Which file? Name one, or --microphone.");
        }
        if (microphone && (kind.spectral() || duration == null)) {
            throw wrong("--microphone needs --duration, and --kind level, pitch or onset.");
        }
        if (!(start >= 0) || duration != null && !(duration > 0)) {
            throw wrong("--start is at least 0, and --duration more than 0 seconds.");
        }
        if (spectral.rate() < 1) {
            throw wrong("--rate is at least 1 Hz, got " + spectral.rate() + ".");
        }
        if (!List.of("npy", "csv", "png").contains(ending())) {
            throw wrong("-o names a file that ends in .npy, .csv or .png, got " + output + ".");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private String ending() {
        String name = output.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private AudioReader reader() {
        return AudioReader.of(file).range(start, duration == null ? Double.POSITIVE_INFINITY : duration);
    }

    private void writeSpectral(Path draft) {
        FeatureSettings settings;
        try {
            FeatureSettings.Kind feature = FeatureSettings.Kind.valueOf(kind.name());
            settings = new FeatureSettings(feature, spectral.frontEnd(), coefficients);
        } catch (IllegalArgumentException e) {
            throw wrong("These settings do not go together: " + e.getMessage() + ".");
        }
        try (NDManager engine = PyTorch.engine().newBaseManager(PyTorch.device(PyTorch.Place.CPU));
                FeatureStream stream = FeatureStream.open(reader(), settings, engine);
                FeatureWriter writer = writer(
                        draft, heading(settings), () -> new FeaturePlot(draft, heading(settings), scale(settings)))) {
            for (var rows = stream.next(); rows.isPresent(); rows = stream.next()) {
                writer.write(rows.get());
            }
        }
    }

    private void writeStreamed(Path draft) {
        StreamSettings settings;
        try {
            settings = new StreamSettings(
                    spectral.fft(),
                    spectral.hop(),
                    StreamSettings.usual().onsetThreshold(),
                    StreamSettings.usual().silenceDb());
        } catch (IllegalArgumentException e) {
            throw wrong("These settings do not go together: " + e.getMessage() + ".");
        }
        List<String> columns =
                switch (kind) {
                    case PITCH -> List.of("hertz", "confidence");
                    case ONSET -> List.of("onset");
                    default -> List.of("decibels");
                };
        FeatureHeading heading = new FeatureHeading(title(), columns, start, (double) spectral.hop() / spectral.rate());
        try (SampleSource source = source();
                FeatureWriter writer =
                        writer(draft, heading, () -> new CurvePlot(draft, heading, kind == Kind.PITCH))) {
            new StreamAnalyzer(settings)
                    .analyze(
                            source,
                            seen -> writer.write(new float[][] {
                                switch (kind) {
                                    case PITCH ->
                                        new float[] {
                                            (float) seen.pitchHertz().orElse(Double.NaN), (float) seen.pitchConfidence()
                                        };
                                    case ONSET -> new float[] {seen.onset() ? 1 : 0};
                                    default -> new float[] {(float) seen.levelDb()};
                                }
                            }));
        }
    }

    private SampleSource source() {
        return microphone
                ? MicrophoneSource.open(spectral.rate(), duration)
                : FileSource.open(reader().atRate(spectral.rate()));
    }

    private FeatureWriter writer(Path draft, FeatureHeading heading, Supplier<FeatureWriter> picture) {
        return switch (ending()) {
            case "npy" -> new FeatureNpy(draft, heading.columns().size());
            case "csv" -> new FeatureCsv(draft, heading);
            default -> picture.get();
        };
    }

    private String title() {
        return kind.name().toLowerCase(Locale.ROOT) + " of " + (microphone ? "the microphone" : file.getFileName());
    }

    private FeatureHeading heading(FeatureSettings settings) {
        FrontEndSettings frontEnd = settings.frontEnd();
        StftSettings stft = frontEnd.stft();
        double rate = frontEnd.sampleRate();
        List<String> columns = IntStream.range(0, settings.dimensions())
                .mapToObj(k -> switch (kind) {
                    case STFT -> String.format(Locale.ROOT, "%.1fHz", k * rate / stft.fftSize());
                    case CHROMA -> PITCH_CLASSES.get(k);
                    default -> (kind == Kind.LOGMEL ? "mel" : "mfcc") + k;
                })
                .toList();
        double middle = stft.padding() == StftSettings.Padding.NONE ? stft.fftSize() / 2.0 / rate : 0;
        return new FeatureHeading(title(), columns, start + middle, stft.hop() / rate);
    }

    private ValueScale scale(FeatureSettings settings) {
        if (kind == Kind.STFT) {
            return ValueScale.MAGNITUDES;
        }
        boolean decibels = settings.frontEnd().log().form() == LogScale.Form.DECIBELS;
        return kind == Kind.LOGMEL && decibels ? ValueScale.DECIBELS : ValueScale.ALL;
    }
}
