// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.cli.separation.Song;
import org.mir4j.cli.separation.StemPicture;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.core.error.MirException;
import org.mir4j.models.Progress;
import org.mir4j.models.ProgressListener;
import org.mir4j.models.separation.CommonGain;
import org.mir4j.models.separation.SeparatedFiles;
import org.mir4j.models.separation.SeparationOptions;
import org.mir4j.models.separation.Separator;

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
}
