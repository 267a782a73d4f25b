// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.cli.command.SongFolders.Song;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.core.concurrent.ParallelMap;
import org.mir4j.core.error.MirException;
import org.mir4j.models.Progress;
import org.mir4j.models.ProgressListener;
import org.mir4j.models.separation.CommonGain;
import org.mir4j.models.separation.SeparatedFiles;
import org.mir4j.models.separation.SeparationOptions;
import org.mir4j.models.separation.SongSeparator;
import org.mir4j.models.separation.StemPlacement;
import org.mir4j.report.StemPicture;

/**
 * Separates songs, several at once if that is asked for, and names the files of each as soon as it and all before it are
 * done. A song that fails is named with its cause, and stops no other.
 */
final class SeparationRun {

    /** Songs that may be done before an earlier one is, for each that is separated at once. */
    private static final int AHEAD = 4;

    private static final double NANOS = 1e9;

    private final MirCommand mir;
    private final SeparationPlan plan;
    private final SeparationJournal journal;
    private final Map<String, String> settings;
    private final boolean resumed;
    private int done;
    private int failed;

    /** What has become of a song: its files, or the error that it ended with. */
    private record Result(
            Song song,
            SeparatedFiles written,
            Throwable error,
            Set<AudioNotice> notices,
            double seconds,
            double took) {}

    /**
     * @param mir where it is said
     * @param plan of songs and files
     * @param journal remembers what is written
     * @param settings all that the stems depend on but the song
     * @param resumed whether stems that an interrupted run has left, the same as these, may be replaced
     */
    SeparationRun(
            MirCommand mir,
            SeparationPlan plan,
            SeparationJournal journal,
            Map<String, String> settings,
            boolean resumed) {
        this.mir = mir;
        this.plan = plan;
        this.journal = journal;
        this.settings = settings;
        this.resumed = resumed;
    }

    /** Separates all songs of the plan, so many at once. */
    void separate(SongSeparator separator, int jobs) {
        List<Song> songs = plan.songs();
        boolean alike = plan.options().duration() < Double.POSITIVE_INFINITY;
        List<Path> files = songs.stream().map(Song::file).toList();
        try (SeparationProgress progress = new SeparationProgress(mir, files, alike)) {
            try (ParallelMap<Song, Result> results = new ParallelMap<>(
                    "separation", songs.iterator(), song -> result(song, separator, progress), jobs, AHEAD * jobs)) {
                results.forEachRemaining(result -> show(result, progress));
            }
            progress.clear();
            if (mir.verbose()) {
                mir.say(progress.summary());
            }
        }
    }

    private Result result(Song song, SongSeparator separator, SeparationProgress progress) {
        Set<AudioNotice> notices = new LinkedHashSet<>(); // the picture reads the song once more
        double[] seconds = {0};
        ProgressListener listener = new ProgressListener() {
            @Override
            public void progressed(Progress ofSong) {
                seconds[0] = ofSong.seconds();
                progress.progressed(song.file(), ofSong);
            }

            @Override
            public void noticed(AudioNotice notice) {
                notices.add(notice);
            }
        };
        long began = System.nanoTime();
        SeparatedFiles written = null;
        Throwable error = null;
        try {
            plan.requireNoInput(song);
            written = separate(song, separator, listener);
            progress.separated(seconds[0]);
        } catch (RuntimeException | OutOfMemoryError e) {
            error = e;
        }
        progress.ended(song.file());
        return new Result(song, written, error, notices, seconds[0], (System.nanoTime() - began) / NANOS);
    }

    private SeparatedFiles separate(Song song, SongSeparator separator, ProgressListener listener) {
        SeparationOptions told =
                plan.options().withListener(listener).withPlacement(new Placement(song, requireReplaceable(song)));
        if (plan.plot()) {
            AudioReader reader = told.reader(song.file()).notices(listener::noticed);
            told = told.withIllustration(new StemPicture(reader, reader.info(), separator.name()));
        }
        return separator.separate(song.file(), song.folder(), told);
    }

    /** Says of a run that is resumed why stems that are there are not taken for whole. */
    private SeparationJournal.Song requireReplaceable(Song song) {
        if (resumed && !plan.options().replace()) {
            for (Path file : plan.files(song)) {
                if (Files.exists(file)) {
                    journal.difference(file, song.file(), settings).ifPresent(why -> {
                        throw new MirException(file + " exists already, and " + why
                                + "; use --force to replace it, with --resume as it is.");
                    });
                }
            }
        }
        return SeparationJournal.Song.of(song.file());
    }

    /** Where the stems of a song go; the journal is told just before. */
    private final class Placement implements StemPlacement {

        private final Song song;
        private final SeparationJournal.Song asItIs;

        Placement(Song song, SeparationJournal.Song asItIs) {
            this.song = song;
            this.asItIs = asItIs;
        }

        @Override
        public Path file(Path directory, String stem, String extension) {
            return plan.file(song, stem, extension);
        }

        @Override
        public boolean mayReplace(Path file) {
            return resumed && journal.difference(file, song.file(), settings).isEmpty();
        }

        @Override
        public void completing(Map<Path, Path> drafts) {
            journal.add(asItIs, settings, drafts);
        }
    }

    private void show(Result result, SeparationProgress progress) {
        progress.clear();
        result.notices().forEach(new NoticePrinter(mir));
        if (result.error() != null) {
            failed++;
            mir.show(result.error());
            return;
        }
        done++;
        notice(result.song().file(), result.written().gain()).ifPresent(mir::say);
        if (mir.verbose()) {
            mir.say(result.song().file() + ": " + SeparationProgress.account(result.seconds(), result.took()) + ".");
        }
        result.written().files().forEach(file -> mir.console().out().println(Terminal.printable(file.toString())));
        mir.console().out().flush();
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
