// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.Locale;
import org.mir4j.cli.terminal.ProgressBar;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.report.Clock;

/** Shows how a separation goes on: songs, seconds of them, and the time that is left. */
final class SeparationProgress implements AutoCloseable {

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
        double heard = secondsBefore + seconds;
        double elapsed = (System.nanoTime() - began) / NANOS;
        bar.update(
                ended + part,
                ended + "/" + songs + (songs == 1 ? " song  " : " songs  ") + Clock.face(heard) + " of audio",
                String.format(Locale.ROOT, "%.1fx real time", heard / elapsed));
    }

    @Override
    public void close() {
        bar.close();
    }
}
