// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.evaluation;

import java.util.Locale;
import java.util.Optional;
import org.mir4j.cli.terminal.Console;
import org.mir4j.cli.terminal.ProgressBar;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.models.evaluation.run.EvaluationListener;
import org.mir4j.models.run.RunDirectory;

/** Shows how an evaluation goes on, and the tracks that fail. */
final class EvaluationProgress implements EvaluationListener, AutoCloseable {

    private static final double NANOS = 1e9;

    private final Console console;
    private final Thread hint;
    private final long began = System.nanoTime();
    private volatile ProgressBar bar;
    private int tracks;
    private int before;
    private int done;

    EvaluationProgress(Console console, RunDirectory directory) {
        this.console = console;
        bar = new ProgressBar(console.err(), console.terminal(), 0);
        hint = new Thread(() -> interrupted(directory));
        Runtime.getRuntime().addShutdownHook(hint);
    }

    private void interrupted(RunDirectory directory) {
        bar.end();
        console.errWriter()
                .println("Interrupted; what is scored is kept in " + directory.path() + ", --resume goes on.");
    }

    @Override
    public void started(int all, int doneBefore) {
        tracks = all;
        before = doneBefore;
        bar = new ProgressBar(console.err(), console.terminal(), all - doneBefore);
        if (doneBefore > 0) {
            console.errWriter().println("Going on: " + doneBefore + " of " + all + " tracks are scored already.");
        }
    }

    @Override
    public void warned(String track, String warning) {
        bar.clear();
        console.errWriter().println(Terminal.printable("mir: " + warning));
    }

    @Override
    public void finished(String track, Optional<String> failure) {
        done++;
        failure.ifPresent(cause -> {
            bar.clear();
            console.errWriter().println(Terminal.printable("mir: " + track + ": " + cause));
        });
        double seconds = (System.nanoTime() - began) / NANOS;
        bar.update(
                done,
                before + done + "/" + tracks + " tracks",
                String.format(Locale.ROOT, "%.1f tracks/s", done / seconds));
    }

    /** How many tracks this session has worked on. */
    int done() {
        return done;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hint);
        } catch (IllegalStateException e) {
            return; // the program ends this very moment
        }
        bar.close();
    }
}
