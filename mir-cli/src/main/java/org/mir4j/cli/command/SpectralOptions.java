// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.LogScale;
import org.mir4j.audio.spectral.MelSettings;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.cli.command.Feature.Kind;
import org.mir4j.models.store.ModelStore;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How spectra are computed. The defaults are librosa's. */
final class SpectralOptions {

    private static final int HIGHEST_RATE = 768_000;
    private static final int LONGEST_TRANSFORM = 65_536;
    private static final int LONGEST_HOP = 1_048_576;
    private static final int MOST_BANDS = 1024;
    private static final double SEMITONES = 12;

    /** What a model's front-end has settled. */
    private static final List<String> OF_FRONT_ENDS =
            List.of("--rate", "--fft", "--hop", "--bands", "--mel-scale", "--mel-norm", "--min", "--max", "--top-db");

    /** Options that some kinds alone make use of. */
    private static final Map<String, Set<Kind>> USERS = new TreeMap<>(Map.of(
            "--bands", Kind.OF_MEL_BANDS,
            "--mel-scale", Kind.OF_MEL_BANDS,
            "--mel-norm", Kind.OF_MEL_BANDS,
            "--min", Kind.OF_MEL_BANDS,
            "--max", Kind.OF_MEL_BANDS,
            "--top-db", Kind.OF_MEL_BANDS,
            "--coefficients", EnumSet.of(Kind.MFCC),
            "--tuning", EnumSet.of(Kind.CHROMA)));

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "NAME",
            description = "rate, transform and mel bands of a model's front-end")
    private String model;

    @Option(names = "--rate", paramLabel = "HZ", defaultValue = "22050", description = "sample rate (${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--fft",
            paramLabel = "N",
            defaultValue = "2048",
            description = "samples a transform (${DEFAULT-VALUE})")
    private int fft;

    @Option(
            names = "--hop",
            paramLabel = "N",
            defaultValue = "512",
            description = "samples per frame (${DEFAULT-VALUE})")
    private int hop;

    @Option(names = "--bands", paramLabel = "N", defaultValue = "128", description = "mel bands (${DEFAULT-VALUE})")
    private int bands;

    @Option(
            names = "--mel-scale",
            paramLabel = "htk|slaney",
            defaultValue = "slaney",
            description = "mel scale (${DEFAULT-VALUE})")
    private MelSettings.Scale scale;

    @Option(
            names = "--mel-norm",
            paramLabel = "none|slaney",
            defaultValue = "slaney",
            description = "how mel filters are scaled (${DEFAULT-VALUE})")
    private MelSettings.Norm norm;

    @Option(
            names = "--min",
            paramLabel = "HZ",
            defaultValue = "0",
            description = "lowest mel frequency (${DEFAULT-VALUE})")
    private double lowest;

    @Option(names = "--max", paramLabel = "HZ", description = "highest mel frequency (half the sample rate)")
    private Double highest;

    @Option(
            names = "--top-db",
            paramLabel = "DB|none",
            defaultValue = "80",
            description = "logmel and mfcc: dB below the loudest that are kept (${DEFAULT-VALUE})")
    private String topDb;

    @Option(
            names = "--tuning",
            paramLabel = "auto|SEMITONES",
            defaultValue = "auto",
            description = "chroma: how much higher than A = 440 Hz the music is tuned (estimated)")
    private String tuning;

    /** Refuses what no machine has room for, and what a kind or a model leaves no choice of. */
    void requireSense(Kind kind) {
        requireUse(kind);
        requireRange("--rate", rate, HIGHEST_RATE);
        requireRange("--fft", fft, LONGEST_TRANSFORM);
        requireRange("--hop", hop, LONGEST_HOP);
        requireRange("--bands", bands, MOST_BANDS);
        range();
        tuning();
        if (model == null) {
            return;
        }
        if (kind.spectral().isEmpty()) {
            throw wrong("--model goes with the spectral kinds; " + kind.word() + " has nothing of a model.");
        }
        for (String name : OF_FRONT_ENDS) {
            if (isGiven(name)) {
                throw wrong(name + " and --model exclude each other: the model's front-end has its own.");
            }
        }
    }

    private void requireUse(Kind kind) {
        USERS.forEach((name, kinds) -> {
            if (isGiven(name) && !kinds.contains(kind)) {
                throw wrong(name + " goes with --kind "
                        + kinds.stream().map(Kind::word).collect(Collectors.joining(" or ")) + ", not with "
                        + kind.word() + ".");
            }
        });
    }

    private boolean isGiven(String name) {
        return spec.commandLine().getParseResult().hasMatchedOption(name);
    }

    private void requireRange(String name, int value, int highest) {
        if (value < 1 || value > highest) {
            throw wrong(name + " takes a number from 1 to " + highest + ", got " + value + ".");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    int rate() {
        return rate;
    }

    int fft() {
        return fft;
    }

    int hop() {
        return hop;
    }

    /** How many dB below the highest level are kept; a model is fed all. */
    double range() {
        return model != null || topDb.equals("none")
                ? Double.POSITIVE_INFINITY
                : number("--top-db", topDb, "none", "a number of dB above 0", value -> value > 0);
    }

    /** By how many semitones the music is higher than concert pitch; empty to estimate it. */
    OptionalDouble tuning() {
        return tuning.equals("auto")
                ? OptionalDouble.empty()
                : OptionalDouble.of(number(
                        "--tuning",
                        tuning,
                        "auto",
                        "a number of semitones from -12 to 12",
                        value -> Math.abs(value) <= SEMITONES));
    }

    private double number(String name, String text, String word, String wanted, DoublePredicate fits) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value) && fits.test(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, as of a number that does not fit
        }
        throw wrong(name + " takes " + word + " or " + wanted + ", got " + text + ".");
    }

    FrontEndSettings frontEnd() {
        if (model != null) {
            return ModelStore.fromEnvironment().card(model).tagging().frontEnd();
        }
        StftSettings stft =
                new StftSettings(fft, fft, hop, StftSettings.Window.HANN_PERIODIC, StftSettings.Padding.ZEROS);
        double top = highest == null ? rate / 2.0 : highest;
        MelSettings mel = new MelSettings(bands, lowest, top, scale, norm, MelSettings.Triangles.HERTZ);
        return FrontEndSettings.logMel(rate, stft, mel, LogScale.decibels());
    }
}
