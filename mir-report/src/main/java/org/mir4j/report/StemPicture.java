// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Map;
import org.mir4j.audio.io.AudioInfo;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.spectral.FeatureSettings;
import org.mir4j.audio.spectral.FeatureStream;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.LogScale;
import org.mir4j.audio.spectral.MelSettings;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.separation.Illustration;

/**
 * The picture of a song and its stems: their log-mel spectrograms, of all channels mixed to one, read again from their
 * files so that memory does not grow with the song.
 */
public final class StemPicture implements Illustration {

    /** The name of its file, without the extension. */
    public static final String NAME = "stems";

    private static final int BANDS = 96;
    private static final double HIGHEST = 16_000;

    /** Windows last at least so many seconds, so that the lowest bands each have bins. */
    private static final double WINDOW = 0.06;

    private final AudioReader song;
    private final FrontEndSettings settings;
    private final StemPlot plot;

    /**
     * Fails before any work where this machine cannot draw text.
     *
     * @param song how it is read once more
     * @param info of the song
     * @param model the name of what separates it
     */
    public StemPicture(AudioReader song, AudioInfo info, String model) {
        this.song = song;
        settings = settings(info.sampleRate());
        plot = new StemPlot(song.file(), model, settings.mel());
    }

    private static FrontEndSettings settings(int rate) {
        int fft = Integer.highestOneBit((int) (WINDOW * rate)) * 2;
        StftSettings stft =
                new StftSettings(fft, fft, fft / 4, StftSettings.Window.HANN_PERIODIC, StftSettings.Padding.ZEROS);
        MelSettings mel = new MelSettings(
                BANDS,
                0,
                Math.min(HIGHEST, rate / 2.0),
                MelSettings.Scale.SLANEY,
                MelSettings.Norm.SLANEY,
                MelSettings.Triangles.HERTZ);
        return FrontEndSettings.logMel(rate, stft, mel, LogScale.decibels());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void draw(double seconds, Map<String, Path> stems, Path file) {
        try (NDManager engine = PyTorch.engine().newBaseManager(Device.cpu())) {
            add("mixture", song, engine);
            stems.forEach((name, floats) -> add(name, AudioReader.of(floats), engine));
        }
        plot.write(song.start(), seconds, file);
    }

    private void add(String name, AudioReader sound, NDManager engine) {
        try (FeatureStream stream =
                FeatureStream.open(sound, new FeatureSettings(FeatureSettings.Kind.LOGMEL, settings, 0), engine)) {
            for (var rows = stream.next(); rows.isPresent(); rows = stream.next()) {
                plot.add(name, rows.get());
            }
        }
    }
}
