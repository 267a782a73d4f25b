// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioInfo;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.spectral.FeatureSettings;
import org.mir4j.audio.spectral.FeatureStream;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.LogScale;
import org.mir4j.audio.spectral.MelSettings;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.cli.command.SongFolders.Song;
import org.mir4j.cli.terminal.ProgressBar;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.core.error.MirException;
import org.mir4j.models.Progress;
import org.mir4j.models.ProgressListener;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.separation.CommonGain;
import org.mir4j.models.separation.Illustration;
import org.mir4j.models.separation.SeparatedFiles;
import org.mir4j.models.separation.SeparationOptions;
import org.mir4j.models.separation.Separator;
import org.mir4j.report.Clock;
import org.mir4j.report.StemPlot;

/** Separates songs one after the other, and names the files of each as soon as it is done. */
final class SeparationRun {

    private final MirCommand mir;
    private final Separator separator;
    private final SeparationOptions options;
    private final boolean plot;
    private int done;
    private int failed;

    /**
     * @param mir where it is said
     * @param separator with the model
     * @param options how; {@link SeparationOptions#stems} names all that are written
     * @param plot whether pictures are drawn too
     */
    SeparationRun(MirCommand mir, Separator separator, SeparationOptions options, boolean plot) {
        this.mir = mir;
        this.separator = separator;
        this.options = options;
        this.plot = plot;
    }

    void separate(List<Song> songs) {
        Set<Path> inputs = new HashSet<>();
        songs.forEach(song -> inputs.add(realPath(song.file())));
        try (SeparationProgress progress = new SeparationProgress(mir, songs.size())) {
            for (Song song : songs) {
                try {
                    requireNoInput(song, inputs);
                    SeparatedFiles written = separate(song, progress);
                    notice(song.file(), written.gain()).ifPresent(progress::noted);
                    progress.ended();
                    done++;
                    written.files().forEach(file -> mir.console().out().println(Terminal.printable(file.toString())));
                    mir.console().out().flush();
                } catch (RuntimeException e) {
                    progress.ended();
                    failed++;
                    mir.show(e);
                }
            }
        }
    }

    private SeparatedFiles separate(Song song, SeparationProgress progress) {
        Set<AudioNotice> said = new HashSet<>(); // the picture reads the song once more
        ProgressListener listener = new ProgressListener() {
            @Override
            public void progressed(Progress ofSong) {
                progress.progressed(ofSong.seconds(), ofSong.part());
            }

            @Override
            public void noticed(AudioNotice notice) {
                if (said.add(notice)) {
                    progress.noted(notice.sentence());
                }
            }
        };
        SeparationOptions told = options.withListener(listener);
        if (plot) {
            AudioReader reader = told.reader(song.file()).notices(listener::noticed);
            told = told.withIllustration(new StemPicture(reader, reader.info(), separator.card()));
        }
        return separator.separate(song.file(), song.folder(), told);
    }

    private void requireNoInput(Song song, Set<Path> inputs) {
        for (String stem : options.stems()) {
            Path file = options.file(song.folder(), stem);
            if (inputs.contains(realPath(file))) {
                throw new MirException("The " + stem + " of " + song.file() + " would go to " + file
                        + ", which is an input; choose another -o.");
            }
        }
    }

    private static Path realPath(Path file) {
        try {
            return Files.exists(file)
                    ? file.toRealPath()
                    : file.toAbsolutePath().normalize();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize(); // whether it can be read or written is asked next
        }
    }

    /** What to say of the gain of all stems, if it is not 1. */
    static Optional<String> notice(Path song, CommonGain gain) {
        if (gain.factor() == 1) {
            return Optional.empty();
        }
        AudioFormat format = gain.format();
        double decibels = gain.attenuation();
        String softer = decibels < 0.05 ? "less than 0.1" : String.format(Locale.ROOT, "%.1f", decibels);
        boolean wav = format.container().equals("wav");
        String where = format.bits().isEmpty() ? "in MP3" : "at " + format.bits() + " bits";
        return Optional.of(song + ": all stems are " + softer + " dB softer than in the song, since " + gain.loudest()
                + " would clip " + where + "; " + (wav ? "" : "--format wav ") + "--bits 32f keeps the level.");
    }

    int done() {
        return done;
    }

    int failed() {
        return failed;
    }

    /** Shows the progress of a separation: songs, seconds of them, and the time that is left. */
    private static final class SeparationProgress implements AutoCloseable {

        private static final double NANOS = 1e9;

        private final MirCommand mir;
        private final int songs;
        private final ProgressBar bar;
        private final long began = System.nanoTime();
        private int ended;
        private double secondsBefore;
        private double seconds;

        SeparationProgress(MirCommand mir, int songs) {
            this.mir = mir;
            this.songs = songs;
            bar = new ProgressBar(mir.console().err(), mir.console().terminal(), songs);
        }

        /** A block of a song is done: so many seconds of it, and which part of it, 0 to 1. */
        void progressed(double secondsOfSong, double part) {
            seconds = secondsOfSong;
            show(part);
        }

        /** There is something to say. */
        void noted(String sentence) {
            bar.clear();
            mir.console()
                    .errWriter()
                    .println("mir: " + Terminal.printable(mir.spool().names().in(sentence)));
        }

        /** A song is done, or has failed; there is room now to say so. */
        void ended() {
            ended++;
            secondsBefore += seconds;
            seconds = 0;
            bar.clear();
        }

        private void show(double part) {
            double processed = secondsBefore + seconds;
            double elapsed = (System.nanoTime() - began) / NANOS;
            bar.update(
                    ended + part,
                    ended + "/" + songs + (songs == 1 ? " song  " : " songs  ") + Clock.face(processed) + " of audio",
                    String.format(Locale.ROOT, "%.1fx real time", processed / elapsed));
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /**
     * The picture of a song and its stems: their log-mel spectrograms, of all channels mixed to one, read again from their
     * files so that memory does not grow with the song.
     */
    private static final class StemPicture implements Illustration {

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
         * @param model that separates it
         */
        StemPicture(AudioReader song, AudioInfo info, ModelCard model) {
            this.song = song;
            settings = settings(info.sampleRate());
            plot = new StemPlot(song.file(), model.name(), settings.mel());
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
            return "stems";
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
}
