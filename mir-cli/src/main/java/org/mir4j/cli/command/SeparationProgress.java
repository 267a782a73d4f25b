// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mir4j.cli.terminal.ProgressBar;
import org.mir4j.models.Progress;
import org.mir4j.report.Clock;

/**
 * Shows how far the separation of songs is: songs and seconds of audio that are done, how fast it goes, the time that is
 * left, and how far each song is that is being separated. What is left is told by the sizes of the files, as nobody knows
 * how long songs are before they are read. Any thread may report.
 */
final class SeparationProgress implements AutoCloseable {

    private static final double NANOS = 1e9;

    private final MirCommand mir;
    private final Map<Path, Double> sizes = new LinkedHashMap<>();
    private final Map<Path, Progress> current = new LinkedHashMap<>();
    private final ProgressBar bar;
    private final Thread hint = new Thread(this::interrupted, "mir-separated");
    private final long began = System.nanoTime();
    private int ended;
    private int done;
    private double sizeOfEnded;
    private double secondsOfDone;

    /**
     * @param mir where it is shown
     * @param songs all of them
     * @param alike whether a part of each is separated that is as long for all
     */
    SeparationProgress(MirCommand mir, List<Path> songs, boolean alike) {
        this.mir = mir;
        songs.forEach(song -> sizes.put(song, alike ? 1 : size(song)));
        double all = sizes.values().stream().mapToDouble(size -> size).sum();
        bar = new ProgressBar(mir.console().err(), mir.console().terminal(), all);
        if (songs.size() > 1) {
            Runtime.getRuntime().addShutdownHook(hint);
        }
    }

    private static double size(Path song) {
        try {
            return Math.max(1, Files.size(song));
        } catch (IOException e) {
            return 1; // whoever reads it says so
        }
    }

    private synchronized void interrupted() {
        bar.end();
        mir.say("Interrupted. " + done + " of " + sizes.size()
                + " songs are separated; --resume leaves them as they are.");
    }

    /** A block of a song is done. */
    synchronized void progressed(Path song, Progress ofSong) {
        current.put(song, ofSong);
        show();
    }

    /** A song is over, well or badly. */
    synchronized void ended(Path song) {
        current.remove(song);
        ended++;
        sizeOfEnded += sizes.get(song);
    }

    /** So much of a song has been separated: its files are there. */
    synchronized void separated(double seconds) {
        done++;
        secondsOfDone += seconds;
    }

    /** Makes room for something that is said. */
    void clear() {
        bar.clear();
    }

    private void show() {
        double size = sizeOfEnded;
        double seconds = secondsOfDone;
        for (Map.Entry<Path, Progress> song : current.entrySet()) {
            size += sizes.get(song.getKey()) * song.getValue().part();
            seconds += song.getValue().seconds();
        }
        int songs = sizes.size();
        bar.update(
                size,
                ended + "/" + songs + (songs == 1 ? " song  " : " songs  ") + Clock.face(seconds) + " of audio",
                speed(seconds, elapsed()),
                songs == 1 ? "" : each());
    }

    private String each() {
        return current.entrySet().stream()
                .map(song -> String.format(
                        Locale.ROOT,
                        "%s %.0f %%",
                        song.getKey().getFileName(),
                        100 * song.getValue().part()))
                .collect(Collectors.joining(", "));
    }

    private double elapsed() {
        return (System.nanoTime() - began) / NANOS;
    }

    private static String speed(double seconds, double elapsed) {
        return String.format(Locale.ROOT, "%.1fx real time", seconds / elapsed);
    }

    /** How long something took: audio of so many seconds, in so many. */
    static String account(double seconds, double elapsed) {
        return Clock.of(seconds) + " of audio in " + Clock.of(elapsed) + ", " + speed(seconds, elapsed);
    }

    /** What has been done so far, in a sentence. */
    synchronized String summary() {
        return done + (done == 1 ? " song, " : " songs, ") + account(secondsOfDone, elapsed())
                + PeakMemory.ofProcess()
                        .map(peak -> "; at most " + peak + " of memory")
                        .orElse("") + ".";
    }

    @Override
    public void close() {
        bar.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hint);
        } catch (IllegalStateException e) {
            return; // the program ends this very moment
        }
    }
}
