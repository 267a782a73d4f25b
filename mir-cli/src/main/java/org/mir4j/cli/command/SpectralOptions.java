package org.mir4j.cli.command;

import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.LogScale;
import org.mir4j.audio.spectral.MelSettings;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.store.ModelStore;
import picocli.CommandLine.Option;

/** How spectra are computed. The defaults are librosa's. */
final class SpectralOptions {

    @Option(
            names = "--model",
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

    @Option(names = "--hop", paramLabel = "N", defaultValue = "512", description = "samples a frame (${DEFAULT-VALUE})")
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

    int rate() {
        return rate;
    }

    int fft() {
        return fft;
    }

    int hop() {
        return hop;
    }

    FrontEndSettings frontEnd() {
        if (model != null) {
            return ModelStore.fromEnvironment().card(model).frontEnd();
        }
        StftSettings stft =
                new StftSettings(fft, fft, hop, StftSettings.Window.HANN_PERIODIC, StftSettings.Padding.ZEROS);
        double top = highest == null ? rate / 2.0 : highest;
        MelSettings mel = new MelSettings(bands, lowest, top, scale, norm, MelSettings.Triangles.HERTZ);
        return FrontEndSettings.logMel(rate, stft, mel, LogScale.decibels());
    }
}
